// The page's entry: style, state that follows the browser, and the app.

import "./style/tokens.css";
import "./style/base.css";
import "./style/shell.css";
import "./style/shell-narrow.css";
import "./style/welcome.css";
import "./style/views.css";
import "./style/views-narrow.css";
import "./style/chart.css";
import "./style/grids.css";
import "./style/limits.css";
import "./style/privacy.css";
import "./style/menu.css";
import "./style/session.css";
import "./style/rows-narrow.css";
import { render } from "preact";
import { App } from "./app";
import { listenForDrops } from "./files/drops";
import { resume } from "./keeping";
import { listenForKeys } from "./keys";
import { followAddress } from "./navigation";
import { prepare } from "./numbers";
import { followWidth } from "./phone-rows";
import { speakPlainly } from "./speech";
import { set } from "./state";
import { followTheme } from "./theme";

speakPlainly();
followTheme();
followAddress();
listenForDrops();
listenForKeys();
followWidth();
addEventListener("online", () => set({ online: true }));
addEventListener("offline", () => set({ online: false }));

const page = document.getElementById("page");
if (page) render(<App />, page);
void resume();
// When the page is drawn.
setTimeout(prepare);
