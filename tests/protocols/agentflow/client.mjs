// Drives AgentFlow's client, as its authors build it, and prints what each call came to as one JSON object.
//
//     node client.mjs <checkout of the client, built> <base URL of the mount>

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [checkout, mount] = process.argv.slice(2);
const require = createRequire(path.join(checkout, "package.json"));
const { AgentFlowClient, Message, bearerAuth } = await import(pathToFileURL(path.join(checkout, "dist", "index.js")));
const WebSocket = require("ws");

console.warn = console.error = () => {};

const at = (baseUrl, auth) => new AgentFlowClient({ baseUrl, webSocketImpl: WebSocket, ...auth });
const client = (graph, user = "ann") => at(`${mount}/graphs/${graph}`, { authToken: user });
const user = (text) => [Message.text_message(text, "user")];
const config = { thread_id: "node-1" };

const all = async (stream) => {
  const found = [];
  for await (const chunk of stream) found.push(chunk);
  return found;
};

const attempt = async (call) => {
  try {
    return await call();
  } catch (error) {
    return { thrown: error.name, code: error.errorCode, status: error.statusCode, message: error.message };
  }
};

const withTools = (name) => {
  const found = client(name);
  for (const tool of ["read_clipboard", "locate"]) {
    found.registerTool({ node: "tools", name: tool, handler: async (args) => ({ tool, args }) });
  }
  return found;
};

const stopped = async () => {
  const ticking = client("ticking");
  const chunks = [];
  let answer = null;
  for await (const chunk of ticking.stream(user("go"), { config: { thread_id: "node-stop" } })) {
    chunks.push(chunk);
    if (chunks.length === 3) answer = await ticking.stopGraph("node-stop");
  }
  return { count: chunks.length, last: chunks.at(-1), answer: answer.data };
};

const echo = client("echo");
const calls = {
  ping: () => echo.ping(),
  graph: () => echo.graph(),
  graphStateSchema: () => client("ward").graphStateSchema(),
  invoke: () => echo.invoke(user("hello"), { config }),
  stream: () => all(client("words").stream(user("hello"))),
  streamFull: () => all(client("words").stream(user("hello"), { response_granularity: "full" })),
  wsStream: () => all(client("words").wsStream(user("hello"))),
  silent: () => all(client("silent").stream(user("hello"))),
  invokeTools: () => withTools("remote").invoke(user("go"), { config: { thread_id: "node-invoke-tools" } }),
  streamTools: () => all(withTools("remote").stream(user("go"), { config: { thread_id: "node-stream-tools" } })),
  wsTools: () => all(withTools("remote").wsStream(user("go"))),
  stop: stopped,
  threads: () => echo.threads(),
  searchThreads: () => echo.threads({ search: "node-1", offset: 0, limit: 5 }),
  threadDetails: () => echo.threadDetails("node-1"),
  threadState: () => echo.threadState("node-1"),
  threadMessages: () => echo.threadMessages("node-1", { limit: 10 }),
  addThreadMessages: () => echo.addThreadMessages("node-1", user("noted"), {}),
  singleMessage: async () => {
    const { data } = await echo.threadMessages("node-1");
    return echo.singleMessage("node-1", data.messages.at(-1).message_id);
  },
  deleteMessage: async () => {
    const { data } = await echo.threadMessages("node-1");
    return echo.deleteMessage("node-1", data.messages.at(-1).message_id);
  },
  updateThreadState: async () => {
    const ward = client("ward");
    await ward.invoke(user("Lee"), { config: { thread_id: "node-ward" } });
    const { data } = await ward.threadState("node-ward");
    return ward.updateThreadState("node-ward", {}, { ...data.state, beds: 7 });
  },
  fixGraph: () => echo.fixGraph("node-1"),
  othersThread: () => client("echo", "bob").threadState("node-1"),
  clearThreadState: () => echo.clearThreadState("node-1"),
  deleteThread: () => echo.deleteThread("node-1"),
  deletedThread: () => echo.threadDetails("node-1"),
  nodeError: () => client("failing").invoke(user("go")),
  streamError: () => all(client("failing").stream(user("go"))),
  wsError: () => all(client("failing").wsStream(user("go"))),
  recursion: () => client("endless").invoke(user("go"), { recursion_limit: 4 }),
  invalid: () => echo.invoke([]),
  forged: () => echo.invoke([Message.text_message("x", "tool")]),
  atTheMount: () => at(mount, { auth: bearerAuth("ann") }).invoke(user("hello")),
  invokeFunction: () => client("shout").invoke(user("hello")),
  streamFunction: () => all(client("shout").stream(user("hello"))),
  wsFunction: () => all(client("shout").wsStream(user("hello"))),
  threadsOfFunction: () => client("shout").threads(),
  interrupted: () => client("ask").invoke(user("go"), { config: { thread_id: 7 } }),
  threadByNumber: () => client("ask").threadState(7),
  noGraph: () => client("nowhere").invoke(user("go")),
  setup: () => echo.setup(),
  storeMemory: () => echo.storeMemory({ content: "x" }),
  fileInfo: () => echo.getFileInfo("f"),
  multimodal: () => echo.getMultimodalConfig(),
};

const results = {};
for (const [name, call] of Object.entries(calls)) results[name] = await attempt(call);
process.stdout.write(JSON.stringify(results));
