/** The back office: palette, scanner, shortcuts, rows chosen, live badge, colours. */

import "./ui.js";
import * as bulk from "./backoffice/bulk.js";
import * as listing from "./backoffice/listing.js";
import * as live from "./backoffice/live.js";
import * as palette from "./backoffice/palette.js";
import * as scanForm from "./backoffice/scan_form.js";
import * as shortcuts from "./backoffice/shortcuts.js";
import * as theme from "./backoffice/theme.js";
import * as scanner from "./ui/scanner.js";

for (const part of [scanner, scanForm, palette, shortcuts, bulk, listing, live, theme]) part.start();
