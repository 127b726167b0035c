/** What every surface shares. */

import * as dialogs from "./ui/dialogs.js";
import * as forms from "./ui/forms.js";
import * as menus from "./ui/menus.js";
import * as quantity from "./ui/quantity.js";
import * as toasts from "./ui/toasts.js";

for (const part of [dialogs, forms, menus, quantity, toasts]) part.start();
