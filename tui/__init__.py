"""The screen: panes, keys and colours over the library; it reads no storage itself."""
