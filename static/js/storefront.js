/** The storefront works without this; it only gets quicker. */

import "./ui.js";
import * as gallery from "./ui/gallery.js";
import * as here from "./storefront/here.js";
import * as suggestions from "./storefront/suggestions.js";
import * as nearby from "./ui/nearby.js";

gallery.start();
nearby.start();
here.start();
suggestions.start();
