"""The language of queries in one table: what is typed, the tree it is read as, its plain words.

Trees are written as `query_shapes` writes them; ``TODAY`` is the day that dates in words are
counted from.
"""

from __future__ import annotations

from datetime import date
from typing import Final

TODAY: Final = date(2021, 3, 9)

_FORMS: Final = r"""
port  =>  port
    articles with port
free trade port  =>  (free trade port)
    articles with free, trade and port
"free trade" port  =>  ("free+trade" port)
    articles with "free trade" and port
port OR harbor  =>  (port | harbor)
    articles with port or harbor
port OR port  =>  port
    articles with port
port OR harbor investment  =>  ((port | harbor) invest)
    articles with (port or harbor) and investment
(free trade) OR port  =>  ((free trade) | port)
    articles with (free and trade) or port
port -cotton  =>  (port -cotton)
    articles with port, without cotton
port －cotton  =>  (port -cotton)
    articles with port, without cotton
port NOT "raw cotton"  =>  (port -"raw+cotton")
    articles with port, without "raw cotton"
-cotton -(wool OR silk)  =>  (-cotton -(wool | silk))
    articles without cotton, wool or silk
-(rail OR -wool)  =>  -(rail | -wool)
    articles without (rail or not wool)
NOT NOT port  =>  port
    articles with port
port OR -cotton  =>  (port | -cotton)
    articles with port or not cotton
China - EU trade  =>  (china eu trade)
    articles with China, EU and trade
-() port  =>  port
    articles with port
-* port  =>  port
    articles with port (* needs two letters or more)
"free trade"~5 port  =>  ("free+trade"~5 port)
    articles with "free trade" (up to 5 words between) and port
"free trade"～2  =>  "free+trade"~2
    articles with "free trade" (up to 2 words between)
"free trade"~  =>  "free+trade"
    articles with "free trade"
"port"~5  =>  "port"
    articles with "port"
"free trade"~5000  =>  "free+trade"~100
    articles with "free trade" (up to 100 words between)
"a b c d e f g h i"~5  =>  "a+b+c+d+e+f+g+h+i"
    articles with "a b c d e f g h i" (only 8 words may stand near each other, others beside)
title:"free trade"~3  =>  title:"free+trade"~3
    articles with "free trade" (up to 3 words between) in the title
“自由贸易” 港  =>  ("自由+由贸+贸易" 港)
    articles with "自由贸易" and 港
„free trade“  =>  "free+trade"
    articles with "free trade"
＂free trade＂  =>  "free+trade"
    articles with "free trade"
invest*  =>  invest*
    articles with words that begin with invest
data-driv*  =>  (data driv*)
    articles with data and words that begin with driv
a*  =>  a
    articles with a (a* needs two letters or more)
投资*  =>  投资
    articles with 投资
*投资*  =>  投资
    articles with 投资
投?资  =>  投+资
    articles with 投 资 (投?资: * and ? stand for letters only)
wom?n  =>  /wom?n/
    articles with words of the form wom?n
*card  =>  /*card/
    articles with words of the form *card
-*card  =>  -/*card/
    articles without words of the form *card
*  =>  nothing
    all articles (* needs two letters or more)
what is the port?  =>  port
    articles with port
what did the ports do about steel?  =>  (port steel)
    articles with ports and steel
the port of rail  =>  (port rail)
    articles with port and rail
the port of  =>  (the port of)
    articles with the, port and of
to be or not  =>  (to be or not)
    articles with to, be, or and not
"the port" of the rail  =>  ("the+port" of the rail)
    articles with "the port", of, the and rail
招商，投资、港；trade,port;5G  =>  (招商 投资 港 trade port 5g)
    articles with 招商, 投资, 港, trade, port and 5G
1,000,000 tons,title:port  =>  (1000000 ton title:port)
    articles with 1,000,000, tons and port in the title
https://news.example/a,b;c  =>  url:news+exampl+a+b+c
    articles with news.example/a,b;c in the address
news.example/a?b=c  =>  news+exampl+a+b+c
    articles with news.example/a?b=c
harbour~  =>  harbour~1
    articles with words like harbour (1 letter may differ)
settlement~  =>  settlement~2
    articles with words like settlement (2 letters may differ)
cat~2  =>  cat~1
    articles with words like cat (1 letter may differ)
ab~  =>  ab
    articles with ab (ab~ needs three letters or more)
2019~2021  =>  2019+2021
    articles with 2019~2021
title:port  =>  title:port
    articles with port in the title
Title：port  =>  title:port
    articles with port in the title
body:port  =>  body:port
    articles with port in the text
title:(port OR pier) x  =>  ((title:port | title:pier) x)
    articles with (port in the title or pier in the title) and x
-title:port  =>  -title:port
    articles without port in the title
section:Projects  =>  section:project
    articles in section Projects
source:"Harbour Daily"  =>  source:"harbour+daili"
    articles from "Harbour Daily"
port -source:wire  =>  (port -source:wire)
    articles with port, not from wire
site:news.example  =>  site:news+exampl
    articles on site news.example
author:Lin  =>  author:lin
    articles by Lin
url:news.example/projects  =>  url:news+exampl+project
    articles with news.example/projects in the address
https://news.example/a-1?b=c#d port  =>  (url:news+exampl+a+1+b+c port)
    articles with port, with news.example/a-1?b=c in the address
url:HTTP://news.example  =>  url:news+exampl
    articles with news.example in the address
lang:zh 招商  =>  ({zh} 招商)
    articles with 招商, in Chinese
lang:English  =>  {en}
    articles in English
lang:norwegian  =>  {no}
    articles in Norwegian
lang:en-GB  =>  {en}
    articles in English
lang:xx  =>  {xx}
    articles in the language xx
is:unread  =>  [is:unread]
    articles not yet read
is:read port  =>  ([is:read] port)
    articles with port, already read
-is:read port  =>  (-[is:read] port)
    articles with port, not yet read
tag:ports  =>  [tag:ports]
    articles tagged ports
Tag:"two words"  =>  [tag:two words]
    articles tagged "two words"
tags:Ports  =>  [tag:ports]
    articles tagged Ports
has:note  =>  [has:note]
    articles with a note
-has:note -tag:x  =>  (-[has:note] -[tag:x])
    articles without a note, not tagged x
port OR is:starred OR -date:2020  =>  (port | [is:starred] | -<2020-01-01..2020-12-31>)
    articles with port, starred or not published in 2020
(free trade) OR -rail OR date:2020  =>  ((free trade) | -rail | <2020-01-01..2020-12-31>)
    articles with (free and trade), without rail or published in 2020
(port is:read) OR (tag:x -rail)  =>  ((port [is:read]) | ([tag:x] -rail))
    articles (with port and already read) or (tagged x and without rail)
(is:starred OR tag:x) port  =>  (([is:starred] | [tag:x]) port)
    articles with port, starred or tagged x
is:(unread OR starred)  =>  ([is:unread] | [is:starred])
    articles not yet read or starred
tag:(a OR "b c")  =>  ([tag:a] | [tag:b c])
    articles tagged a or tagged "b c"
after:2020-07  =>  <2020-07-01..>
    articles published from 1 Jul 2020
before:2020  =>  <..2019-12-31>
    articles published before 1 Jan 2020
after:2020-07 before:2020-10  =>  <2020-07-01..2020-09-30>
    articles published from 1 Jul to 30 Sep 2020
date:2020 -date:2020-11  =>  (<2020-01-01..2020-12-31> -<2020-11-01..2020-11-30>)
    articles published in 2020, not published in Nov 2020
date:2020/11  =>  <2020-11-01..2020-11-30>
    articles published in Nov 2020
date:2020年11月  =>  <2020-11-01..2020-11-30>
    articles published in Nov 2020
date:2020-11-03  =>  <2020-11-03..2020-11-03>
    articles published on 3 Nov 2020
date:"3 Nov 2020"  =>  <2020-11-03..2020-11-03>
    articles published on 3 Nov 2020
date:2020-12..2020-10-05  =>  <2020-10-05..2020-12-31>
    articles published from 5 Oct to 31 Dec 2020
date:2020..  =>  <2020-01-01..>
    articles published from 1 Jan 2020
date:..2020  =>  <..2020-12-31>
    articles published before 1 Jan 2021
date:2019-2020  =>  <2019-01-01..2020-12-31>
    articles published from 1 Jan 2019 to 31 Dec 2020
date:today  =>  <2021-03-09..2021-03-09>
    articles published on 9 Mar 2021
date:last-week  =>  <2021-03-01..2021-03-07>
    articles published from 1 Mar to 7 Mar 2021
date:november  =>  <2020-11-01..2020-11-30>
    articles published in Nov 2020
date:"q3 2020"  =>  <2020-07-01..2020-09-30>
    articles published from 1 Jul to 30 Sep 2020
after:"last month"  =>  <2021-02-01..>
    articles published from 1 Feb 2021
before:"2 weeks ago"  =>  <..2021-02-22>
    articles published before 23 Feb 2021
date:monday..today  =>  <2021-03-08..2021-03-09>
    articles published from 8 Mar to 9 Mar 2021
date:last week port  =>  (<2021-03-01..2021-03-07> port)
    articles with port, published from 1 Mar to 7 Mar 2021
-date:last week port  =>  (-<2021-03-01..2021-03-07> port)
    articles with port, not published from 1 Mar to 7 Mar 2021
after:november 2020 port  =>  (<2020-11-01..> port)
    articles with port, published from 1 Nov 2020
date:3 nov 2020 5G  =>  (<2020-11-03..2020-11-03> 5g)
    articles with 5G, published on 3 Nov 2020
date:november 5G -2020  =>  (<2020-11-01..2020-11-30> 5g -2020)
    articles with 5G, published in Nov 2020, without 2020
date:2020 november  =>  (<2020-01-01..2020-12-31> novemb)
    articles with november, published in 2020
date:last week..today  =>  <2021-03-01..2021-03-09>
    articles published from 1 Mar to 9 Mar 2021
date:(2019 OR 2020)  =>  (<2019-01-01..2019-12-31> | <2020-01-01..2020-12-31>)
    articles published in 2019 or published in 2020
port sort:newest  =>  port
    articles with port, newest first
"free trade" port after:2020-07 -cotton  =>  ("free+trade" port <2020-07-01..> -cotton)
    articles with "free trade" and port, published from 1 Jul 2020, without cotton
section:a site:b -c lang:de  =>  (section:a site:b -c {de})
    articles in section a, on site b, in German, without c
U.S.  =>  US
    articles with U.S.
u.s. u.s it  =>  (US US it)
    articles with u.s., u.s and it
the us and the port of it  =>  (us port)
    articles with us and port
R&D  =>  r+d
    articles with R&D
5G  =>  5g
    articles with 5G
A-share  =>  a+share
    articles with A-share
C919  =>  c919
    articles with C919
COVID-19  =>  covid+19
    articles with COVID-19
Café  =>  cafe
    articles with Café
ＦＴＺ  =>  ftz
    articles with ＦＴＺ
Ports, 'quays' and +piers: dear!  =>  (port quai pier dear)
    articles with Ports, quays, piers and dear
us US  =>  (us US)
    articles with us and US
"""

_WITHOUT_SENSE: Final = r"""
half "quote  =>  (half quot)
    articles with half and quote
((((port  =>  port
    articles with port
port))) trade  =>  (port trade)
    articles with port and trade
( ) port  =>  port
    articles with port
OR  =>  or
    articles with OR
port OR  =>  port
    articles with port
port or rail  =>  (port or rail)
    articles with port, or and rail (or is a word: OR finds either)
OR port  =>  (or port)
    articles with OR and port
AND  =>  and
    articles with AND
-  =>  nothing
    all articles
?  =>  nothing
    all articles
"  =>  nothing
    all articles
-"" port  =>  port
    articles with port
re: invest  =>  (re invest)
    articles with re and invest
http://  =>  http
    articles with http://
title:  =>  titl
    articles with title
(title: ) port  =>  (titl port)
    articles with title and port
title:""  =>  titl
    articles with title:""
after:spring  =>  (after spring)
    articles with after and spring (spring is no date)
date:last port  =>  (date last port)
    articles with date, last and port (last is no date)
-date:spring port  =>  (-(date spring) port)
    articles with port, without (date and spring) (spring is no date)
date:2020-02-30  =>  (date 2020+02+30)
    articles with date and 2020-02-30 (2020-02-30 is no date)
date:2020-13  =>  (date 2020+13)
    articles with date and 2020-13 (2020-13 is no date)
date:..  =>  nothing
    all articles (.. is no date)
sort:colour port  =>  port
    articles with port (sort: takes relevance, newest, oldest, title, source)
is:blue  =>  (is blue)
    articles with is and blue (is: takes unread, read or starred)
tag:""  =>  nothing
    all articles (tag: takes the name of a tag)
lang:klingon  =>  (lang klingon)
    articles with lang and klingon (klingon is no language)
[red]port[/red]  =>  red+port+red
    articles with [red]port[/red]
*a*b*c*  =>  /*a*b*c*/
    articles with words of the form *a*b*c*
r"(a+)+$  =>  (r a)
    articles with r and a+
**bold** text  =>  (/*bold*/ text)
    articles with words of the form *bold* and text
~  =>  nothing
    all articles
"free tra*"  =>  "free+tra"
    articles with "free tra*" (* stands for nothing between quotes)
wil*d~  =>  /wil*d/
    articles with words of the form wil*d
a~2*  =>  a+2
    articles with a~2 (a~2* needs two letters or more)
"""


def _rows(table: str) -> list[tuple[str, str, str]]:
    lines = table.strip("\n").split("\n")
    rows = []
    for first, understood in zip(lines[::2], lines[1::2], strict=True):
        typed, tree = first.split("  =>  ")
        rows.append((typed, tree, understood.strip()))
    return rows


FORMS: Final = _rows(_FORMS)
"""Every form of the language."""

WITHOUT_SENSE: Final = _rows(_WITHOUT_SENSE)
"""What makes no sense, or not all of it: read as text, or as nothing, and told."""
