// What the server's JSON looks like. IRIs are the ids; offsets count code points, an end is exclusive.

export type Factuality = "Asserted" | "Hedged" | "Denied" | "Hypothetical";
export type Bound = "Exactly" | "AtLeast" | "AtMost" | "About";

export interface Items<T> {
  items: T[];
  next: string | null;
  total?: number;
}

export interface Ref {
  iri: string;
  label: string;
}

export interface Hit extends Ref {
  kind: "entity" | "incident" | "article";
  class: string;
  name: string;
  score: number;
  href: string;
}

export interface HitInContext extends Hit {
  country: string | null;
  articles: number;
  last: string | null;
  publisher: string | null;
}

export interface FoundPage extends Items<HitInContext> {
  facets: Facets;
}

export interface FacetValue {
  value: string;
  label: string;
  count: number;
  chosen: boolean;
}

export interface Facet {
  name: string;
  parameter: string;
  values: FacetValue[];
  more: number;
}

export interface Facets {
  total: number;
  facets: Facet[];
  left_out: string[];
}

export interface Report {
  id: string;
  iri: string;
  headline: string | null;
  published: string | null;
  publisher: string | null;
  url: string | null;
  copy_of: string | null;
}

export type Verdict = "right" | "wrong" | "useless";

export interface Statement {
  iri: string;
  article: string;
  subject: Ref;
  predicate: string;
  value: string;
  object: string | null;
  factuality: Factuality;
  bound: Bound | null;
  source: string | null;
  source_text: string | null;
  confidence: number | null;
  believed: boolean;
  inferred: boolean;
  quote: string;
  headline: boolean;
  page: number | null;
  start: number;
  end: number;
  judgement: Verdict | null;
  report?: Report;
}

export interface Tie {
  property: string;
  other: Ref;
  weight: number;
  articles: string[];
}

export interface Thing extends Ref {
  class: string;
  classes: string[];
  names: string[];
  same_as: string[];
  lat: number | null;
  long: number | null;
  relations: Tie[];
  related_from: Tie[];
  incidents: Tie[];
  roles: Tie[];
  claims: Statement[];
  values: Record<string, string[]>;
  reported_in: Report[];
}

export interface Account {
  article: Report;
  source: Ref | null;
  source_text: string | null;
  claims: Statement[];
}

export interface Incident extends Thing {
  agreed: Record<string, string[]>;
  accounts: Account[];
  disputed: string[];
  corroboration: number;
}

export interface Place extends Ref {
  lat: number | null;
  long: number | null;
}

export interface Range {
  min: number;
  max: number;
}

export interface IncidentSummary extends Ref {
  slug: string;
  class: string;
  date: string | null;
  places: Place[];
  attackers: Ref[];
  targets: Ref[];
  killed: Range | null;
  wounded: Range | null;
  outlets: number;
  articles: number;
  corroboration: number;
  disputed: string[];
  /** Where it was, if the town or building is known; and within how many kilometres of there. */
  lat: number | null;
  long: number | null;
  radius: number | null;
  href: string;
}

export interface Mention extends Ref {
  class: string;
  surface: string;
  start: number;
  end: number;
}

export interface ArticlePage {
  report: Report;
  text: string;
  mentions: Mention[];
  claims: Statement[];
}

export interface Term {
  name: string;
  iri: string;
  label: string;
  comment: string | null;
  super: string[];
}

export interface Vocabulary {
  classes: Term[];
  predicates: Term[];
}

export interface Parameter {
  name: string;
  type: string;
  description: string;
  required: boolean;
  default: string | null;
  example: string | null;
  choices: string[];
}

export interface CannedQuery {
  name: string;
  title: string;
  description: string;
  href: string;
  params: Parameter[];
}

export interface MonthOfKind {
  month: string;
  class: string;
  incidents: number;
  killed: Range | null;
  counted: number;
}

export interface Active extends Ref {
  class: string;
  incidents: number;
  attacks: number;
  suffers: number;
}

export interface OutletShare {
  name: string | null;
  articles: number;
  copies: number;
  incidents: number;
  alone: number;
}

export interface Overview {
  articles: number;
  entities: number;
  incidents: number;
  claims: number;
  withheld: number;
  all_outlets: number;
  first: string | null;
  last: string | null;
  read: { extractor: string; articles: number }[];
  run: { command: string; ended: string; extracted: number } | null;
  months: MonthOfKind[];
  actors: Active[];
  places: Active[];
  outlets: OutletShare[];
  disputes: { property: string; incidents: number }[];
  differing: IncidentSummary[];
  latest: IncidentSummary[];
  newest: Report[];
}

export interface Glance {
  graph: Overview;
  /** What people found of a sample of claims: shares; null where nobody judged. */
  audit: { judged: number; right: number; low: number; high: number } | null;
}

export interface ChangeItem {
  kind: string;
  iri: string;
  label: string;
  quote: string;
  article: string;
  at: string;
  href: string;
  words: string;
}

export interface Changes {
  items: ChangeItem[];
  left_out: number;
}
