// The models shipped with the product, one import for each file in data/. Written by generate.mjs: do not edit.

import type { HostModel, LibraryModel } from "./schema";
import aiModel from "./data/ai.json";
import anthropicAiBedrockSdkModel from "./data/anthropic-ai-bedrock-sdk.json";
import anthropicAiClaudeAgentSdkModel from "./data/anthropic-ai-claude-agent-sdk.json";
import anthropicAiSdkModel from "./data/anthropic-ai-sdk.json";
import anthropicAiVertexSdkModel from "./data/anthropic-ai-vertex-sdk.json";
import awsSdkClientBedrockRuntimeModel from "./data/aws-sdk-client-bedrock-runtime.json";
import awsSdkClientS3Model from "./data/aws-sdk-client-s3.json";
import awsSdkClientSqsModel from "./data/aws-sdk-client-sqs.json";
import awsSdkLibStorageModel from "./data/aws-sdk-lib-storage.json";
import awsSdkS3RequestPresignerModel from "./data/aws-sdk-s3-request-presigner.json";
import axiosModel from "./data/axios.json";
import beaconModel from "./data/beacon.json";
import broadcastModel from "./data/broadcast.json";
import bunyanModel from "./data/bunyan.json";
import cacheApiModel from "./data/cache-api.json";
import cohereAiModel from "./data/cohere-ai.json";
import consoleModel from "./data/console.json";
import datadogBrowserRumModel from "./data/datadog-browser-rum.json";
import drizzleOrmModel from "./data/drizzle-orm.json";
import expressModel from "./data/express.json";
import fastifyModel from "./data/fastify.json";
import fetchModel from "./data/fetch.json";
import fsExtraModel from "./data/fs-extra.json";
import fsPromisesModel from "./data/fs-promises.json";
import fsModel from "./data/fs.json";
import googleGenaiModel from "./data/google-genai.json";
import gotModel from "./data/got.json";
import indexeddbModel from "./data/indexeddb.json";
import ioredisModel from "./data/ioredis.json";
import kyModel from "./data/ky.json";
import locationModel from "./data/location.json";
import lodashModel from "./data/lodash.json";
import medplumCoreModel from "./data/medplum-core.json";
import mixpanelBrowserModel from "./data/mixpanel-browser.json";
import mixpanelModel from "./data/mixpanel.json";
import mongooseModel from "./data/mongoose.json";
import nestjsCommonModel from "./data/nestjs-common.json";
import nextModel from "./data/next.json";
import nodeCryptoModel from "./data/node-crypto.json";
import nodeFetchModel from "./data/node-fetch.json";
import nodeHttpModel from "./data/node-http.json";
import nodeTlsModel from "./data/node-tls.json";
import nodemailerModel from "./data/nodemailer.json";
import openaiAgentsModel from "./data/openai-agents.json";
import openaiHelpersModel from "./data/openai-helpers.json";
import openaiModel from "./data/openai.json";
import opentelemetryApiModel from "./data/opentelemetry-api.json";
import pgModel from "./data/pg.json";
import pineconeModel from "./data/pinecone.json";
import pinoModel from "./data/pino.json";
import posthogNodeModel from "./data/posthog-node.json";
import promClientModel from "./data/prom-client.json";
import reactNativeAsyncStorageAsyncStorageModel from "./data/react-native-async-storage-async-storage.json";
import rxjsModel from "./data/rxjs.json";
import segmentAnalyticsNodeModel from "./data/segment-analytics-node.json";
import sendgridClientModel from "./data/sendgrid-client.json";
import sendgridMailModel from "./data/sendgrid-mail.json";
import sentryModel from "./data/sentry.json";
import slackBoltModel from "./data/slack-bolt.json";
import slackWebApiModel from "./data/slack-web-api.json";
import slackWebhookModel from "./data/slack-webhook.json";
import superagentModel from "./data/superagent.json";
import tanstackReactQueryModel from "./data/tanstack-react-query.json";
import trpcServerModel from "./data/trpc-server.json";
import twilioModel from "./data/twilio.json";
import typeormModel from "./data/typeorm.json";
import undiciModel from "./data/undici.json";
import webCryptoModel from "./data/web-crypto.json";
import webStorageModel from "./data/web-storage.json";
import websocketModel from "./data/websocket.json";
import winstonModel from "./data/winston.json";
import wsModel from "./data/ws.json";
import xhrModel from "./data/xhr.json";
import zodModel from "./data/zod.json";

/** Every library model. */
export const MODELS: readonly LibraryModel[] = [
  aiModel,
  anthropicAiBedrockSdkModel,
  anthropicAiClaudeAgentSdkModel,
  anthropicAiSdkModel,
  anthropicAiVertexSdkModel,
  awsSdkClientBedrockRuntimeModel,
  awsSdkClientS3Model,
  awsSdkClientSqsModel,
  awsSdkLibStorageModel,
  awsSdkS3RequestPresignerModel,
  axiosModel,
  beaconModel,
  broadcastModel,
  bunyanModel,
  cacheApiModel,
  cohereAiModel,
  consoleModel,
  datadogBrowserRumModel,
  drizzleOrmModel,
  expressModel,
  fastifyModel,
  fetchModel,
  fsExtraModel,
  fsPromisesModel,
  fsModel,
  googleGenaiModel,
  gotModel,
  indexeddbModel,
  ioredisModel,
  kyModel,
  locationModel,
  lodashModel,
  medplumCoreModel,
  mixpanelBrowserModel,
  mixpanelModel,
  mongooseModel,
  nestjsCommonModel,
  nextModel,
  nodeCryptoModel,
  nodeFetchModel,
  nodeHttpModel,
  nodeTlsModel,
  nodemailerModel,
  openaiAgentsModel,
  openaiHelpersModel,
  openaiModel,
  opentelemetryApiModel,
  pgModel,
  pineconeModel,
  pinoModel,
  posthogNodeModel,
  promClientModel,
  reactNativeAsyncStorageAsyncStorageModel,
  rxjsModel,
  segmentAnalyticsNodeModel,
  sendgridClientModel,
  sendgridMailModel,
  sentryModel,
  slackBoltModel,
  slackWebApiModel,
  slackWebhookModel,
  superagentModel,
  tanstackReactQueryModel,
  trpcServerModel,
  twilioModel,
  typeormModel,
  undiciModel,
  webCryptoModel,
  webStorageModel,
  websocketModel,
  winstonModel,
  wsModel,
  xhrModel,
  zodModel,
] as unknown as readonly LibraryModel[];

/** Hosts of vendors that are called by raw URL. */
export const HOSTS: readonly HostModel[] = [];
