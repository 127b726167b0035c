/** The storefront works without this; it only gets quicker. */

import "./ui.js";
import * as gallery from "./ui/gallery.js";
import * as bars from "./storefront/bars.js";
import * as focus from "./storefront/focus.js";
import * as here from "./storefront/here.js";
import * as suggestions from "./storefront/suggestions.js";
import * as nearby from "./ui/nearby.js";

bars.start();
gallery.start();
nearby.start();
here.start();
focus.start();
suggestions.start();
