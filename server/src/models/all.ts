// The models shipped with the product, one import for each file in data/. Written by generate.mjs: do not edit.

import type { HostModel, LibraryModel } from "./schema";
import aiModel from "./data/ai.json";
import anthropicAiBedrockSdkModel from "./data/anthropic-ai-bedrock-sdk.json";
import anthropicAiClaudeAgentSdkModel from "./data/anthropic-ai-claude-agent-sdk.json";
import anthropicAiSdkModel from "./data/anthropic-ai-sdk.json";
import anthropicAiVertexSdkModel from "./data/anthropic-ai-vertex-sdk.json";
import apolloClientModel from "./data/apollo-client.json";
import assemblyaiModel from "./data/assemblyai.json";
import awsSdkClientBedrockAgentRuntimeModel from "./data/aws-sdk-client-bedrock-agent-runtime.json";
import awsSdkClientBedrockRuntimeModel from "./data/aws-sdk-client-bedrock-runtime.json";
import awsSdkClientBedrockModel from "./data/aws-sdk-client-bedrock.json";
import awsSdkClientComprehendModel from "./data/aws-sdk-client-comprehend.json";
import awsSdkClientComprehendmedicalModel from "./data/aws-sdk-client-comprehendmedical.json";
import awsSdkClientHealthlakeModel from "./data/aws-sdk-client-healthlake.json";
import awsSdkClientPollyModel from "./data/aws-sdk-client-polly.json";
import awsSdkClientRekognitionModel from "./data/aws-sdk-client-rekognition.json";
import awsSdkClientS3Model from "./data/aws-sdk-client-s3.json";
import awsSdkClientSagemakerRuntimeModel from "./data/aws-sdk-client-sagemaker-runtime.json";
import awsSdkClientSqsModel from "./data/aws-sdk-client-sqs.json";
import awsSdkClientTextractModel from "./data/aws-sdk-client-textract.json";
import awsSdkClientTranscribeStreamingModel from "./data/aws-sdk-client-transcribe-streaming.json";
import awsSdkClientTranscribeModel from "./data/aws-sdk-client-transcribe.json";
import awsSdkClientTranslateModel from "./data/aws-sdk-client-translate.json";
import awsSdkLibStorageModel from "./data/aws-sdk-lib-storage.json";
import awsSdkS3RequestPresignerModel from "./data/aws-sdk-s3-request-presigner.json";
import axiosModel from "./data/axios.json";
import azureAiCognitiveModel from "./data/azure-ai-cognitive.json";
import azureOpenaiModel from "./data/azure-openai.json";
import azureRestAiInferenceModel from "./data/azure-rest-ai-inference.json";
import beaconModel from "./data/beacon.json";
import broadcastModel from "./data/broadcast.json";
import bunyanModel from "./data/bunyan.json";
import cacheApiModel from "./data/cache-api.json";
import cerebrasCloudSdkModel from "./data/cerebras-cloud-sdk.json";
import cohereAiModel from "./data/cohere-ai.json";
import consoleModel from "./data/console.json";
import datadogBrowserRumModel from "./data/datadog-browser-rum.json";
import deepgramSdkModel from "./data/deepgram-sdk.json";
import drizzleOrmModel from "./data/drizzle-orm.json";
import elevenlabsModel from "./data/elevenlabs.json";
import expressModel from "./data/express.json";
import falClientModel from "./data/fal-client.json";
import fastifyModel from "./data/fastify.json";
import fetchModel from "./data/fetch.json";
import fireworksPerplexityModel from "./data/fireworks-perplexity.json";
import formDataModel from "./data/form-data.json";
import fsExtraModel from "./data/fs-extra.json";
import fsPromisesModel from "./data/fs-promises.json";
import fsModel from "./data/fs.json";
import googleCloudAiplatformModel from "./data/google-cloud-aiplatform.json";
import googleCloudVertexaiModel from "./data/google-cloud-vertexai.json";
import googleGenaiModel from "./data/google-genai.json";
import googleGenerativeAiModel from "./data/google-generative-ai.json";
import gotModel from "./data/got.json";
import graphqlRequestModel from "./data/graphql-request.json";
import groqSdkModel from "./data/groq-sdk.json";
import grpcGrpcJsModel from "./data/grpc-grpc-js.json";
import huggingfaceHubModel from "./data/huggingface-hub.json";
import huggingfaceInferenceModel from "./data/huggingface-inference.json";
import huggingfaceTransformersModel from "./data/huggingface-transformers.json";
import indexeddbModel from "./data/indexeddb.json";
import ioredisModel from "./data/ioredis.json";
import kyModel from "./data/ky.json";
import locationModel from "./data/location.json";
import lodashModel from "./data/lodash.json";
import medplumCoreModel from "./data/medplum-core.json";
import mistralModel from "./data/mistral.json";
import mixpanelBrowserModel from "./data/mixpanel-browser.json";
import mixpanelModel from "./data/mixpanel.json";
import mongooseModel from "./data/mongoose.json";
import needleModel from "./data/needle.json";
import nestjsCommonModel from "./data/nestjs-common.json";
import nextModel from "./data/next.json";
import nodeCryptoModel from "./data/node-crypto.json";
import nodeFetchModel from "./data/node-fetch.json";
import nodeHttpModel from "./data/node-http.json";
import nodeHttp2Model from "./data/node-http2.json";
import nodeTlsModel from "./data/node-tls.json";
import nodemailerModel from "./data/nodemailer.json";
import ollamaModel from "./data/ollama.json";
import openaiAgentsModel from "./data/openai-agents.json";
import openaiHelpersModel from "./data/openai-helpers.json";
import openaiModel from "./data/openai.json";
import openrouterSdkModel from "./data/openrouter-sdk.json";
import opentelemetryApiModel from "./data/opentelemetry-api.json";
import pgModel from "./data/pg.json";
import pineconeModel from "./data/pinecone.json";
import pinoModel from "./data/pino.json";
import posthogNodeModel from "./data/posthog-node.json";
import promClientModel from "./data/prom-client.json";
import reactNativeAsyncStorageAsyncStorageModel from "./data/react-native-async-storage-async-storage.json";
import replicateModel from "./data/replicate.json";
import requestModel from "./data/request.json";
import retellSdkModel from "./data/retell-sdk.json";
import rxjsModel from "./data/rxjs.json";
import segmentAnalyticsNodeModel from "./data/segment-analytics-node.json";
import sendgridClientModel from "./data/sendgrid-client.json";
import sendgridMailModel from "./data/sendgrid-mail.json";
import sentryModel from "./data/sentry.json";
import slackBoltModel from "./data/slack-bolt.json";
import slackWebApiModel from "./data/slack-web-api.json";
import slackWebhookModel from "./data/slack-webhook.json";
import soapModel from "./data/soap.json";
import socketIoClientModel from "./data/socket.io-client.json";
import socketIoModel from "./data/socket.io.json";
import speechmaticsRetellVapiModel from "./data/speechmatics-retell-vapi.json";
import stabilityIbmWatsonModel from "./data/stability-ibm-watson.json";
import superagentModel from "./data/superagent.json";
import tanstackReactQueryModel from "./data/tanstack-react-query.json";
import togetherAiModel from "./data/together-ai.json";
import trpcServerModel from "./data/trpc-server.json";
import twilioModel from "./data/twilio.json";
import typeormModel from "./data/typeorm.json";
import undiciModel from "./data/undici.json";
import urqlModel from "./data/urql.json";
import voyageaiModel from "./data/voyageai.json";
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
  apolloClientModel,
  assemblyaiModel,
  awsSdkClientBedrockAgentRuntimeModel,
  awsSdkClientBedrockRuntimeModel,
  awsSdkClientBedrockModel,
  awsSdkClientComprehendModel,
  awsSdkClientComprehendmedicalModel,
  awsSdkClientHealthlakeModel,
  awsSdkClientPollyModel,
  awsSdkClientRekognitionModel,
  awsSdkClientS3Model,
  awsSdkClientSagemakerRuntimeModel,
  awsSdkClientSqsModel,
  awsSdkClientTextractModel,
  awsSdkClientTranscribeStreamingModel,
  awsSdkClientTranscribeModel,
  awsSdkClientTranslateModel,
  awsSdkLibStorageModel,
  awsSdkS3RequestPresignerModel,
  axiosModel,
  azureAiCognitiveModel,
  azureOpenaiModel,
  azureRestAiInferenceModel,
  beaconModel,
  broadcastModel,
  bunyanModel,
  cacheApiModel,
  cerebrasCloudSdkModel,
  cohereAiModel,
  consoleModel,
  datadogBrowserRumModel,
  deepgramSdkModel,
  drizzleOrmModel,
  elevenlabsModel,
  expressModel,
  falClientModel,
  fastifyModel,
  fetchModel,
  fireworksPerplexityModel,
  formDataModel,
  fsExtraModel,
  fsPromisesModel,
  fsModel,
  googleCloudAiplatformModel,
  googleCloudVertexaiModel,
  googleGenaiModel,
  googleGenerativeAiModel,
  gotModel,
  graphqlRequestModel,
  groqSdkModel,
  grpcGrpcJsModel,
  huggingfaceHubModel,
  huggingfaceInferenceModel,
  huggingfaceTransformersModel,
  indexeddbModel,
  ioredisModel,
  kyModel,
  locationModel,
  lodashModel,
  medplumCoreModel,
  mistralModel,
  mixpanelBrowserModel,
  mixpanelModel,
  mongooseModel,
  needleModel,
  nestjsCommonModel,
  nextModel,
  nodeCryptoModel,
  nodeFetchModel,
  nodeHttpModel,
  nodeHttp2Model,
  nodeTlsModel,
  nodemailerModel,
  ollamaModel,
  openaiAgentsModel,
  openaiHelpersModel,
  openaiModel,
  openrouterSdkModel,
  opentelemetryApiModel,
  pgModel,
  pineconeModel,
  pinoModel,
  posthogNodeModel,
  promClientModel,
  reactNativeAsyncStorageAsyncStorageModel,
  replicateModel,
  requestModel,
  retellSdkModel,
  rxjsModel,
  segmentAnalyticsNodeModel,
  sendgridClientModel,
  sendgridMailModel,
  sentryModel,
  slackBoltModel,
  slackWebApiModel,
  slackWebhookModel,
  soapModel,
  socketIoClientModel,
  socketIoModel,
  speechmaticsRetellVapiModel,
  stabilityIbmWatsonModel,
  superagentModel,
  tanstackReactQueryModel,
  togetherAiModel,
  trpcServerModel,
  twilioModel,
  typeormModel,
  undiciModel,
  urqlModel,
  voyageaiModel,
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
