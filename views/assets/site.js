// Small helps for the browser; every page works without them.
