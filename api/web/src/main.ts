// The explorer: a frame with the search in it, and a page for each address.
import { type Routes, start } from "./router";
import { frame } from "./frame";
import { vocabulary } from "./words";

const ROUTES: Routes = [
  [/^\/$/, () => import("./pages/start")],
  [/^\/explore\/graph$/, () => import("./pages/graph")],
  [/^\/explore\/incidents$/, () => import("./pages/incidents")],
  [/^\/explore\/incidents\/([^/]+)$/, () => import("./pages/incident")],
  [/^\/explore\/entities\/([^/]+)$/, () => import("./pages/entity")],
  [/^\/explore\/articles$/, () => import("./pages/articles")],
  [/^\/explore\/articles\/(.+)$/, () => import("./pages/article")],
  [/^\/explore\/search$/, () => import("./pages/search")],
  [/^\/explore\/changes$/, () => import("./pages/changes")],
  [/^\/explore\/review$/, () => import("./pages/review")],
  [/^\/explore\/judgements$/, () => import("./pages/judgements")],
  [/^\/explore\/add$/, () => import("./pages/add")],
  [/^\/explore\/query$/, () => import("./pages/query")],
];

const tell = frame(document.body);
start(ROUTES, tell, vocabulary());
