"use strict";

const byId = (id) => document.getElementById(id);
const documentUrl = document.querySelector('link[rel="service-desc"]').href;
const route = (path) => new URL(path, documentUrl);

/** An element with properties and children; text is never read as markup. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// The little of CommonMark that the document's texts use.

function inline(text) {
  return text.split(/(`[^`]+`)/).map((part) =>
    part.startsWith("`") ? make("code", {}, part.slice(1, -1)) : part);
}

function block(text) {
  const lines = text.split("\n");
  if (lines.every((line) => line.startsWith("- "))) {
    return make("ul", {}, ...lines.map((line) => make("li", {}, ...inline(line.slice(2)))));
  }
  if (lines.every((line) => line.startsWith("|"))) {
    const rows = lines.filter((line) => !/^[|\s-]+$/.test(line)).map((line) => line.split("|").slice(1, -1));
    return table(rows[0].map((cell) => cell.trim()), rows.slice(1).map((row) => row.map((cell) => make("span", {}, ...inline(cell.trim())))));
  }
  return make("p", {}, ...inline(lines.join(" ")));
}

const prose = (text) => (text ?? "").split(/\n{2,}/).filter(Boolean).map(block);

function table(heads, rows) {
  const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
  const body = rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell))));
  return make("div", { className: "scroll" }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
}

// Schemas

function schemaLink(reference) {
  const name = reference.split("/").pop();
  const link = make("a", { href: `#schema-${name}` }, name);
  link.addEventListener("click", () => { byId(`schema-${name}`).open = true; });
  return link;
}

/** What a value of a schema looks like, in a few words. */
function typeOf(schema) {
  if (schema.$ref) return [schemaLink(schema.$ref)];
  const choices = schema.anyOf ?? (schema.type ? undefined : schema.oneOf);
  if (choices) return choices.flatMap((choice, index) => (index ? [" or ", ...typeOf(choice)] : typeOf(choice)));
  if (schema.enum) return [schema.enum.map((value) => JSON.stringify(value)).join(" or ")];
  if (schema.type === "array") return ["array of ", ...(schema.items ? typeOf(schema.items) : ["anything"])];
  return [schema.type ?? "anything"];
}

function limits(schema) {
  const said = { minItems: "at least", maxItems: "at most", minimum: "from", pattern: "matches" };
  const own = Object.entries(said).filter(([key]) => key in schema).map(([key, word]) => `${word} ${schema[key]}`);
  const content = schema.contentSchema ? [make("span", {}, "JSON of ", ...typeOf(schema.contentSchema))] : [];
  return [...own, ...content, ...(schema.anyOf ?? []).flatMap(limits)];
}

function properties(schema) {
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    make("span", {}, make("code", {}, name), schema.required?.includes(name) ? " (required)" : ""),
    make("span", {}, ...typeOf(property)),
    make("span", {}, ...limits(property).flatMap((limit) => [limit, " "])),
  ]);
  return rows.length ? table(["Name", "Type", "Limits"], rows) : null;
}

function showSchemas(schemas) {
  const shown = Object.entries(schemas).sort().map(([name, schema]) => make(
    "details", { className: "schema", id: `schema-${name}` },
    make("summary", {}, make("code", {}, name)),
    make("div", {}, ...prose(schema.description), properties(schema)),
  ));
  byId("schemas").append(...shown);
}

// Operations

function contents(content) {
  return Object.entries(content ?? {}).flatMap(([media, { schema }]) =>
    [make("div", {}, make("code", {}, media), ": ", ...typeOf(schema))]);
}

function showOperation(method, path, operation) {
  const parameters = operation.parameters.map((parameter) => [
    make("code", {}, parameter.name), parameter.in, make("span", {}, ...typeOf(parameter.schema)),
  ]);
  const responses = Object.entries(operation.responses).map(([status, response]) => [
    status,
    make("div", {}, ...prose(response.description)),
    make("div", {}, ...contents(response.content)),
  ]);
  return make(
    "details", { className: "operation" },
    make("summary", {},
      make("span", { className: `method ${method}` }, method.toUpperCase()), " ",
      make("span", { className: "path" }, path),
      make("span", { className: "soft" }, ...inline(operation.summary))),
    make("div", {},
      ...prose(operation.description),
      ...(parameters.length ? [make("h3", {}, "Parameters"), table(["Name", "In", "Type"], parameters)] : []),
      ...(operation.requestBody ? [make("h3", {}, "Body"), ...contents(operation.requestBody.content)] : []),
      make("h3", {}, "Answers"), table(["Status", "When", "Content"], responses)),
  );
}

function showOperations(api) {
  for (const tag of api.tags) {
    const shown = Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag.name))
      .map(([method, operation]) => showOperation(method, path, operation)));
    const heading = make("h2", { id: `tag-${tag.name}` }, tag.name[0].toUpperCase() + tag.name.slice(1));
    const section = make("section", {}, heading, make("p", {}, tag.description), ...shown);
    section.setAttribute("aria-labelledby", heading.id);
    byId("operations").append(section);
  }
}

// Trying it

const form = byId("try");
let current = null; // what is in flight: { runId, controller }

function say(text, failed = false) {
  byId("status").textContent = text;
  byId("status").classList.toggle("failed", failed);
}

function describeProblem(problem) {
  const faults = (problem.errors ?? []).map(({ loc, msg }) => `${loc}: ${msg}`);
  return [`${problem.status} ${problem.title}`, problem.detail, ...faults].filter(Boolean).join("; ");
}

async function problemOf(response) {
  try {
    return describeProblem(await response.json());
  } catch {
    return `${response.status} ${response.statusText}`;
  }
}

function requestBody() {
  const text = form.value.value;
  let value = text;
  try {
    value = JSON.parse(text);
  } catch {
    // a text as it stands
  }
  const thread = form.thread.value.trim();
  return { [form.field.value]: value, ...(thread && { thread_id: thread }) };
}

/** Show an event, keep its thread for the next turn, and say how the run ended. */
function showEvent(event) {
  current.runId = event.run_id;
  const row = make("li", {},
    make("span", { className: "seq" }, String(event.seq)), make("strong", {}, event.type),
    make("code", {}, JSON.stringify(event.data ?? {})));
  byId("events").append(row);
  byId("events").scrollTop = byId("events").scrollHeight;
  if (event.type === "message.delta") {
    byId("text").hidden = false;
    byId("text").append(event.data.text);
  }
  if (event.type === "run.finished") settle(event.thread_id, event.data.outcome);
  if (event.type === "run.failed") say(`The run failed: ${describeProblem(event.data.problem)}`, true);
  if (event.type === "run.cancelled") say("The run was cancelled.");
}

function settle(threadId, status) {
  form.thread.value = threadId;
  form.field.value = status === "interrupted" ? "resume" : "input";
  say(status === "interrupted" ? "The run waits for an answer: send it as resume." : "The run has finished.");
}

/** The JSON objects of an NDJSON body, each as soon as its line is complete. */
async function* linesOf(response) {
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line) yield JSON.parse(line);
  }
}

async function stream(response) {
  byId("events").hidden = false;
  say("Streaming.");
  let last = null;
  for await (const event of linesOf(response)) showEvent(last = event);
  if (!/^run\.(finished|failed|cancelled)$/.test(last?.type)) say("The stream was cut.", true);
}

async function invoke(response) {
  const result = await response.json();
  byId("reply").hidden = false;
  byId("reply").textContent = JSON.stringify(result, null, 2);
  settle(result.thread_id, result.status);
}

function reset() {
  byId("events").replaceChildren();
  byId("text").replaceChildren();
  for (const id of ["events", "text", "reply"]) byId(id).hidden = true;
}

function busy(on) {
  for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = on;
  byId("cancel").disabled = !on;
}

async function run(how) {
  const controller = new AbortController();
  current = { runId: null, controller };
  reset();
  busy(true);
  say("Running.");
  try {
    const response = await fetch(route(`graphs/${form.graph.value}/${how}`), {
      method: "POST",
      headers: { "content-type": "application/json", accept: how === "stream" ? "application/x-ndjson" : "application/json" },
      body: JSON.stringify(requestBody()),
      signal: controller.signal,
    });
    if (!response.ok) say(await problemOf(response), true);
    else await (how === "stream" ? stream : invoke)(response);
  } catch (error) {
    say(controller.signal.aborted ? "Cancelled." : `No answer: ${error.message}`, !controller.signal.aborted);
  } finally {
    busy(false);
  }
}

/** Cancel by the run's id; a run that has not told its id yet ends when its client leaves. */
async function cancel() {
  if (!current.runId) return current.controller.abort();
  const response = await fetch(route(`runs/${current.runId}/cancel`), { method: "POST" });
  if (!response.ok) say(await problemOf(response), true);
}

async function showInputSchema() {
  const response = await fetch(route(`graphs/${form.graph.value}`));
  const text = response.ok ? JSON.stringify((await response.json()).input_schema, null, 2) : await problemOf(response);
  byId("input-schema").querySelector("pre").textContent = text;
}

async function start() {
  const response = await fetch(documentUrl);
  if (!response.ok) return say(`There is no OpenAPI document: ${await problemOf(response)}`, true);
  const api = await response.json();
  document.title = byId("title").textContent = api.info.title;
  byId("version").textContent = `Version ${api.info.version}, at ${api.servers[0].url}`;
  byId("about").append(...prose(api.info.description));
  showOperations(api);
  showSchemas(api.components.schemas);
  const { schema } = api.paths["/graphs/{graph}"].get.parameters.find(({ name }) => name === "graph");
  form.graph.append(...schema.enum.map((name) => make("option", {}, name)));
  form.addEventListener("submit", (event) => { event.preventDefault(); run(event.submitter.value); });
  form.graph.addEventListener("change", showInputSchema);
  byId("cancel").addEventListener("click", cancel);
  await showInputSchema();
}

start();
