// The models shipped with the product, one import for each file in data/. Written by generate.mjs: do not edit.

import type { HostModel, LibraryModel } from "./schema";
import hosts from "./data/hosts.json";
import ablyModel from "./data/ably.json";
import adPixelsGlobalModel from "./data/ad-pixels-global.json";
import adobeAlloyModel from "./data/adobe-alloy.json";
import adyenModel from "./data/adyen.json";
import agoraModel from "./data/agora.json";
import aiSdkAmazonBedrockModel from "./data/ai-sdk-amazon-bedrock.json";
import aiSdkAnthropicModel from "./data/ai-sdk-anthropic.json";
import aiSdkAssemblyaiModel from "./data/ai-sdk-assemblyai.json";
import aiSdkAzureModel from "./data/ai-sdk-azure.json";
import aiSdkCerebrasModel from "./data/ai-sdk-cerebras.json";
import aiSdkCohereModel from "./data/ai-sdk-cohere.json";
import aiSdkDeepgramModel from "./data/ai-sdk-deepgram.json";
import aiSdkDeepinfraModel from "./data/ai-sdk-deepinfra.json";
import aiSdkDeepseekModel from "./data/ai-sdk-deepseek.json";
import aiSdkElevenlabsModel from "./data/ai-sdk-elevenlabs.json";
import aiSdkFireworksModel from "./data/ai-sdk-fireworks.json";
import aiSdkGatewayModel from "./data/ai-sdk-gateway.json";
import aiSdkGoogleVertexModel from "./data/ai-sdk-google-vertex.json";
import aiSdkGoogleModel from "./data/ai-sdk-google.json";
import aiSdkGroqModel from "./data/ai-sdk-groq.json";
import aiSdkMistralModel from "./data/ai-sdk-mistral.json";
import aiSdkOpenaiCompatibleModel from "./data/ai-sdk-openai-compatible.json";
import aiSdkOpenaiModel from "./data/ai-sdk-openai.json";
import aiSdkPerplexityModel from "./data/ai-sdk-perplexity.json";
import aiSdkReactModel from "./data/ai-sdk-react.json";
import aiSdkReplicateModel from "./data/ai-sdk-replicate.json";
import aiSdkTogetheraiModel from "./data/ai-sdk-togetherai.json";
import aiSdkXaiModel from "./data/ai-sdk-xai.json";
import aiModel from "./data/ai.json";
import airbrakeModel from "./data/airbrake.json";
import airtableModel from "./data/airtable.json";
import ajvModel from "./data/ajv.json";
import algoliasearchModel from "./data/algoliasearch.json";
import amplitudeGlobalModel from "./data/amplitude-global.json";
import amplitudeModel from "./data/amplitude.json";
import amqplibModel from "./data/amqplib.json";
import angularHttpModel from "./data/angular-http.json";
import angularModel from "./data/angular.json";
import anthropicAiBedrockSdkModel from "./data/anthropic-ai-bedrock-sdk.json";
import anthropicAiClaudeAgentSdkModel from "./data/anthropic-ai-claude-agent-sdk.json";
import anthropicAiSdkModel from "./data/anthropic-ai-sdk.json";
import anthropicAiVertexSdkModel from "./data/anthropic-ai-vertex-sdk.json";
import apolloClientModel from "./data/apollo-client.json";
import appcuesModel from "./data/appcues.json";
import applicationinsightsModel from "./data/applicationinsights.json";
import appsignalModel from "./data/appsignal.json";
import argon2Model from "./data/argon2.json";
import arizePhoenixModel from "./data/arize-phoenix.json";
import asanaModel from "./data/asana.json";
import assemblyaiModel from "./data/assemblyai.json";
import auth0Model from "./data/auth0.json";
import awsJwtVerifyModel from "./data/aws-jwt-verify.json";
import awsLambdaPowertoolsLoggerModel from "./data/aws-lambda-powertools-logger.json";
import awsLambdaPowertoolsTracerModel from "./data/aws-lambda-powertools-tracer.json";
import awsLambdaModel from "./data/aws-lambda.json";
import awsSdkClientBedrockAgentRuntimeModel from "./data/aws-sdk-client-bedrock-agent-runtime.json";
import awsSdkClientBedrockRuntimeModel from "./data/aws-sdk-client-bedrock-runtime.json";
import awsSdkClientBedrockModel from "./data/aws-sdk-client-bedrock.json";
import awsSdkClientCloudwatchLogsModel from "./data/aws-sdk-client-cloudwatch-logs.json";
import awsSdkClientCloudwatchModel from "./data/aws-sdk-client-cloudwatch.json";
import awsSdkClientCognitoIdentityProviderModel from "./data/aws-sdk-client-cognito-identity-provider.json";
import awsSdkClientComprehendModel from "./data/aws-sdk-client-comprehend.json";
import awsSdkClientComprehendmedicalModel from "./data/aws-sdk-client-comprehendmedical.json";
import awsSdkClientDynamodbModel from "./data/aws-sdk-client-dynamodb.json";
import awsSdkClientEventbridgeModel from "./data/aws-sdk-client-eventbridge.json";
import awsSdkClientFirehoseModel from "./data/aws-sdk-client-firehose.json";
import awsSdkClientKinesisModel from "./data/aws-sdk-client-kinesis.json";
import awsSdkClientKmsModel from "./data/aws-sdk-client-kms.json";
import awsSdkClientLambdaModel from "./data/aws-sdk-client-lambda.json";
import awsSdkClientMedicalImagingModel from "./data/aws-sdk-client-medical-imaging.json";
import awsSdkClientPinpointSmsVoiceV2Model from "./data/aws-sdk-client-pinpoint-sms-voice-v2.json";
import awsSdkClientPinpointModel from "./data/aws-sdk-client-pinpoint.json";
import awsSdkClientPollyModel from "./data/aws-sdk-client-polly.json";
import awsSdkClientRdsDataModel from "./data/aws-sdk-client-rds-data.json";
import awsSdkClientRekognitionModel from "./data/aws-sdk-client-rekognition.json";
import awsSdkClientS3Model from "./data/aws-sdk-client-s3.json";
import awsSdkClientSagemakerRuntimeModel from "./data/aws-sdk-client-sagemaker-runtime.json";
import awsSdkClientSecretsManagerModel from "./data/aws-sdk-client-secrets-manager.json";
import awsSdkClientSesModel from "./data/aws-sdk-client-ses.json";
import awsSdkClientSesv2Model from "./data/aws-sdk-client-sesv2.json";
import awsSdkClientSfnModel from "./data/aws-sdk-client-sfn.json";
import awsSdkClientSnsModel from "./data/aws-sdk-client-sns.json";
import awsSdkClientSqsModel from "./data/aws-sdk-client-sqs.json";
import awsSdkClientTextractModel from "./data/aws-sdk-client-textract.json";
import awsSdkClientTranscribeStreamingModel from "./data/aws-sdk-client-transcribe-streaming.json";
import awsSdkClientTranscribeModel from "./data/aws-sdk-client-transcribe.json";
import awsSdkClientTranslateModel from "./data/aws-sdk-client-translate.json";
import awsSdkLibDynamodbModel from "./data/aws-sdk-lib-dynamodb.json";
import awsSdkLibStorageModel from "./data/aws-sdk-lib-storage.json";
import awsSdkS3RequestPresignerModel from "./data/aws-sdk-s3-request-presigner.json";
import awsSdkUtilDynamodbModel from "./data/aws-sdk-util-dynamodb.json";
import awsSdkV2Model from "./data/aws-sdk-v2.json";
import axiosModel from "./data/axios.json";
import azureAiCognitiveModel from "./data/azure-ai-cognitive.json";
import azureCommunicationModel from "./data/azure-communication.json";
import azureCosmosModel from "./data/azure-cosmos.json";
import azureFunctionsModel from "./data/azure-functions.json";
import azureKeyvaultModel from "./data/azure-keyvault.json";
import azureOpenaiModel from "./data/azure-openai.json";
import azureRestAiInferenceModel from "./data/azure-rest-ai-inference.json";
import azureServiceBusModel from "./data/azure-service-bus.json";
import azureStorageBlobModel from "./data/azure-storage-blob.json";
import bcryptModel from "./data/bcrypt.json";
import beaconModel from "./data/beacon.json";
import betterAuthModel from "./data/better-auth.json";
import betterSqlite3Model from "./data/better-sqlite3.json";
import boxNodeSdkModel from "./data/box-node-sdk.json";
import braintreeModel from "./data/braintree.json";
import braintrustModel from "./data/braintrust.json";
import brazeModel from "./data/braze.json";
import brevoModel from "./data/brevo.json";
import broadcastModel from "./data/broadcast.json";
import bugsnagModel from "./data/bugsnag.json";
import bullmqModel from "./data/bullmq.json";
import bunyanModel from "./data/bunyan.json";
import cacheApiModel from "./data/cache-api.json";
import cacheManagerModel from "./data/cache-manager.json";
import calendlyModel from "./data/calendly.json";
import candidHealthModel from "./data/candid-health.json";
import capacitorStorageModel from "./data/capacitor-storage.json";
import casbinModel from "./data/casbin.json";
import caslAbilityModel from "./data/casl-ability.json";
import cerebrasCloudSdkModel from "./data/cerebras-cloud-sdk.json";
import chameleonModel from "./data/chameleon.json";
import chatWidgetsGlobalModel from "./data/chat-widgets-global.json";
import chromadbModel from "./data/chromadb.json";
import classTransformerModel from "./data/class-transformer.json";
import classValidatorModel from "./data/class-validator.json";
import clerkModel from "./data/clerk.json";
import clickhouseModel from "./data/clickhouse.json";
import cohereAiModel from "./data/cohere-ai.json";
import commandbarModel from "./data/commandbar.json";
import concurrencyModel from "./data/concurrency.json";
import configcatModel from "./data/configcat.json";
import consolaModel from "./data/consola.json";
import consoleModel from "./data/console.json";
import controllerFrameworksModel from "./data/controller-frameworks.json";
import convexModel from "./data/convex.json";
import cookieModel from "./data/cookie.json";
import countlyModel from "./data/countly.json";
import crispApiModel from "./data/crisp-api.json";
import cryptoJsAesModel from "./data/crypto-js-aes.json";
import cryptoJsDesModel from "./data/crypto-js-des.json";
import cryptoJsHmacSha256Model from "./data/crypto-js-hmac-sha256.json";
import cryptoJsMd5Model from "./data/crypto-js-md5.json";
import cryptoJsRabbitModel from "./data/crypto-js-rabbit.json";
import cryptoJsRc4Model from "./data/crypto-js-rc4.json";
import cryptoJsSha1Model from "./data/crypto-js-sha1.json";
import cryptoJsSha256Model from "./data/crypto-js-sha256.json";
import cryptoJsSha512Model from "./data/crypto-js-sha512.json";
import cryptoJsTripledesModel from "./data/crypto-js-tripledes.json";
import cryptoJsModel from "./data/crypto-js.json";
import customerioNodeModel from "./data/customerio-node.json";
import dailyCoDailyJsModel from "./data/daily-co-daily-js.json";
import databaseQueuesModel from "./data/database-queues.json";
import datadogBrowserLogsModel from "./data/datadog-browser-logs.json";
import datadogBrowserRumModel from "./data/datadog-browser-rum.json";
import datadogGlobalModel from "./data/datadog-global.json";
import dateLibrariesModel from "./data/date-libraries.json";
import ddTraceModel from "./data/dd-trace.json";
import debugModel from "./data/debug.json";
import deepRedactModel from "./data/deep-redact.json";
import deepgramSdkModel from "./data/deepgram-sdk.json";
import deeplNodeModel from "./data/deepl-node.json";
import dexieModel from "./data/dexie.json";
import discordJsModel from "./data/discord.js.json";
import documentBuildersModel from "./data/document-builders.json";
import docusignEsignModel from "./data/docusign-esign.json";
import drizzleOrmModel from "./data/drizzle-orm.json";
import dropboxModel from "./data/dropbox.json";
import duckdbModel from "./data/duckdb.json";
import easypostApiModel from "./data/easypost-api.json";
import elasticApmNodeModel from "./data/elastic-apm-node.json";
import elasticElasticsearchModel from "./data/elastic-elasticsearch.json";
import electronLogModel from "./data/electron-log.json";
import elevenlabsModel from "./data/elevenlabs.json";
import errorTrackerGlobalsModel from "./data/error-tracker-globals.json";
import exceljsModel from "./data/exceljs.json";
import expoFileSystemModel from "./data/expo-file-system.json";
import expoSecureStoreModel from "./data/expo-secure-store.json";
import expoServerSdkModel from "./data/expo-server-sdk.json";
import expoSqliteModel from "./data/expo-sqlite.json";
import expressJwtModel from "./data/express-jwt.json";
import expressSessionModel from "./data/express-session.json";
import expressModel from "./data/express.json";
import falClientModel from "./data/fal-client.json";
import fastRedactModel from "./data/fast-redact.json";
import fastifyJwtModel from "./data/fastify-jwt.json";
import fastifyPluginModel from "./data/fastify-plugin.json";
import fastifyModel from "./data/fastify.json";
import fathomModel from "./data/fathom.json";
import fetchModel from "./data/fetch.json";
import fhirKitClientModel from "./data/fhir-kit-client.json";
import fhirclientModel from "./data/fhirclient.json";
import firebaseAdminModel from "./data/firebase-admin.json";
import firebaseAnalyticsModel from "./data/firebase-analytics.json";
import firebaseCrashlyticsModel from "./data/firebase-crashlytics.json";
import firebaseFunctionsModel from "./data/firebase-functions.json";
import firebaseModel from "./data/firebase.json";
import flagsmithModel from "./data/flagsmith.json";
import formDataModel from "./data/form-data.json";
import formikModel from "./data/formik.json";
import freshdeskModel from "./data/freshdesk.json";
import fsExtraModel from "./data/fs-extra.json";
import fsPromisesModel from "./data/fs-promises.json";
import fsModel from "./data/fs.json";
import fullstoryModel from "./data/fullstory.json";
import genkitModel from "./data/genkit.json";
import getzepZepCloudModel from "./data/getzep-zep-cloud.json";
import googleAnalyticsGlobalsModel from "./data/google-analytics-globals.json";
import googleAuthLibraryModel from "./data/google-auth-library.json";
import googleCloudAiplatformModel from "./data/google-cloud-aiplatform.json";
import googleCloudBigqueryModel from "./data/google-cloud-bigquery.json";
import googleCloudDlpModel from "./data/google-cloud-dlp.json";
import googleCloudDocumentaiModel from "./data/google-cloud-documentai.json";
import googleCloudErrorReportingModel from "./data/google-cloud-error-reporting.json";
import googleCloudFirestoreModel from "./data/google-cloud-firestore.json";
import googleCloudHealthcareModel from "./data/google-cloud-healthcare.json";
import googleCloudLoggingModel from "./data/google-cloud-logging.json";
import googleCloudPubsubModel from "./data/google-cloud-pubsub.json";
import googleCloudSpeechModel from "./data/google-cloud-speech.json";
import googleCloudStorageModel from "./data/google-cloud-storage.json";
import googleCloudTranslateModel from "./data/google-cloud-translate.json";
import googleCloudVertexaiModel from "./data/google-cloud-vertexai.json";
import googleCloudVisionModel from "./data/google-cloud-vision.json";
import googleGenaiModel from "./data/google-genai.json";
import googleGenerativeAiModel from "./data/google-generative-ai.json";
import googleSpreadsheetModel from "./data/google-spreadsheet.json";
import googleapisModel from "./data/googleapis.json";
import googlemapsGoogleMapsServicesJsModel from "./data/googlemaps-google-maps-services-js.json";
import gotModel from "./data/got.json";
import grafanaFaroModel from "./data/grafana-faro.json";
import graphqlBuildersModel from "./data/graphql-builders.json";
import graphqlRequestModel from "./data/graphql-request.json";
import graphqlServersModel from "./data/graphql-servers.json";
import graphqlModel from "./data/graphql.json";
import groqSdkModel from "./data/groq-sdk.json";
import growthbookModel from "./data/growthbook.json";
import grpcGrpcJsModel from "./data/grpc-grpc-js.json";
import hapiBoomModel from "./data/hapi-boom.json";
import hapiHapiModel from "./data/hapi-hapi.json";
import hashFunctionsModel from "./data/hash-functions.json";
import healthieModel from "./data/healthie.json";
import heapGlobalModel from "./data/heap-global.json";
import heapModel from "./data/heap.json";
import heliconeModel from "./data/helicone.json";
import hellosignModel from "./data/hellosign.json";
import highlightRunModel from "./data/highlight-run.json";
import hl7Model from "./data/hl7.json";
import honeybadgerModel from "./data/honeybadger.json";
import honeycombModel from "./data/honeycomb.json";
import honoModel from "./data/hono.json";
import hostedSignInModel from "./data/hosted-sign-in.json";
import hotShotsModel from "./data/hot-shots.json";
import hotjarModel from "./data/hotjar.json";
import hubspotApiClientModel from "./data/hubspot-api-client.json";
import hubspotGlobalModel from "./data/hubspot-global.json";
import huggingfaceHubModel from "./data/huggingface-hub.json";
import huggingfaceInferenceModel from "./data/huggingface-inference.json";
import huggingfaceTransformersModel from "./data/huggingface-transformers.json";
import hyperdxModel from "./data/hyperdx.json";
import ibmWatsonModel from "./data/ibm-watson.json";
import idbModel from "./data/idb.json";
import idsModel from "./data/ids.json";
import inProcessCachesModel from "./data/in-process-caches.json";
import indexeddbModel from "./data/indexeddb.json";
import infobipModel from "./data/infobip.json";
import inngestModel from "./data/inngest.json";
import instabugModel from "./data/instabug.json";
import intercomClientModel from "./data/intercom-client.json";
import intercomGlobalModel from "./data/intercom-global.json";
import intercomMessengerModel from "./data/intercom-messenger.json";
import ioredisModel from "./data/ioredis.json";
import ironSessionModel from "./data/iron-session.json";
import jiraJsModel from "./data/jira.js.json";
import joiModel from "./data/joi.json";
import joseModel from "./data/jose.json";
import jsCookieModel from "./data/js-cookie.json";
import jsforceModel from "./data/jsforce.json";
import jsonwebtokenModel from "./data/jsonwebtoken.json";
import jspdfModel from "./data/jspdf.json";
import juneModel from "./data/june.json";
import kafkajsModel from "./data/kafkajs.json";
import keenModel from "./data/keen.json";
import keycloakModel from "./data/keycloak.json";
import klaviyoApiModel from "./data/klaviyo-api.json";
import knexModel from "./data/knex.json";
import knocklabsNodeModel from "./data/knocklabs-node.json";
import koaRouterModel from "./data/koa-router.json";
import koaModel from "./data/koa.json";
import kyModel from "./data/ky.json";
import kyselyModel from "./data/kysely.json";
import lancedbModel from "./data/lancedb.json";
import langchainAnthropicModel from "./data/langchain-anthropic.json";
import langchainAwsModel from "./data/langchain-aws.json";
import langchainCohereModel from "./data/langchain-cohere.json";
import langchainCommunityModel from "./data/langchain-community.json";
import langchainCoreModel from "./data/langchain-core.json";
import langchainGoogleGenaiModel from "./data/langchain-google-genai.json";
import langchainGoogleVertexaiModel from "./data/langchain-google-vertexai.json";
import langchainGroqModel from "./data/langchain-groq.json";
import langchainMistralaiModel from "./data/langchain-mistralai.json";
import langchainOllamaModel from "./data/langchain-ollama.json";
import langchainOpenaiModel from "./data/langchain-openai.json";
import langchainModel from "./data/langchain.json";
import langfuseModel from "./data/langfuse.json";
import langsmithModel from "./data/langsmith.json";
import launchdarklyModel from "./data/launchdarkly.json";
import libsodiumModel from "./data/libsodium.json";
import libsqlClientModel from "./data/libsql-client.json";
import linearModel from "./data/linear.json";
import livekitModel from "./data/livekit.json";
import llamaindexModel from "./data/llamaindex.json";
import lobModel from "./data/lob.json";
import localforageModel from "./data/localforage.json";
import locationModel from "./data/location.json";
import lodashModel from "./data/lodash.json";
import logServicesModel from "./data/log-services.json";
import log4jsModel from "./data/log4js.json";
import loglevelModel from "./data/loglevel.json";
import logrocketModel from "./data/logrocket.json";
import logtailModel from "./data/logtail.json";
import logtapeModel from "./data/logtape.json";
import luciaModel from "./data/lucia.json";
import luxonModel from "./data/luxon.json";
import mailchimpModel from "./data/mailchimp.json";
import mailgunJsModel from "./data/mailgun.js.json";
import mapboxModel from "./data/mapbox.json";
import maskdataModel from "./data/maskdata.json";
import mastraCoreModel from "./data/mastra-core.json";
import matomoModel from "./data/matomo.json";
import medplumCoreModel from "./data/medplum-core.json";
import meilisearchModel from "./data/meilisearch.json";
import mem0aiModel from "./data/mem0ai.json";
import memcachedModel from "./data/memcached.json";
import messagebirdModel from "./data/messagebird.json";
import metaPixelGlobalModel from "./data/meta-pixel-global.json";
import metriportModel from "./data/metriport.json";
import microsoftClarityModel from "./data/microsoft-clarity.json";
import microsoftMicrosoftGraphClientModel from "./data/microsoft-microsoft-graph-client.json";
import microsoftTeamsModel from "./data/microsoft-teams.json";
import middyCoreModel from "./data/middy-core.json";
import mikroOrmCoreModel from "./data/mikro-orm-core.json";
import milvus2SdkNodeModel from "./data/milvus2-sdk-node.json";
import minioModel from "./data/minio.json";
import mistralModel from "./data/mistral.json";
import mixpanelBrowserModel from "./data/mixpanel-browser.json";
import mixpanelGlobalModel from "./data/mixpanel-global.json";
import mixpanelModel from "./data/mixpanel.json";
import mondayModel from "./data/monday.json";
import mongodbModel from "./data/mongodb.json";
import mongooseModel from "./data/mongoose.json";
import morganModel from "./data/morgan.json";
import mqttModel from "./data/mqtt.json";
import mssqlModel from "./data/mssql.json";
import multerModel from "./data/multer.json";
import mysql2Model from "./data/mysql2.json";
import natsModel from "./data/nats.json";
import needleModel from "./data/needle.json";
import nestjsCommonLoggerModel from "./data/nestjs-common-logger.json";
import nestjsCommonModel from "./data/nestjs-common.json";
import nestjsGraphqlModel from "./data/nestjs-graphql.json";
import nestjsMicroservicesModel from "./data/nestjs-microservices.json";
import newrelicGlobalModel from "./data/newrelic-global.json";
import newrelicModel from "./data/newrelic.json";
import nextAuthModel from "./data/next-auth.json";
import nextAxiomModel from "./data/next-axiom.json";
import nextModel from "./data/next.json";
import nobleCiphersModel from "./data/noble-ciphers.json";
import nobleHashesModel from "./data/noble-hashes.json";
import nodeCronModel from "./data/node-cron.json";
import nodeCryptoModel from "./data/node-crypto.json";
import nodeFetchModel from "./data/node-fetch.json";
import nodeForgeModel from "./data/node-forge.json";
import nodeGeocoderModel from "./data/node-geocoder.json";
import nodeHttpModel from "./data/node-http.json";
import nodeHttp2Model from "./data/node-http2.json";
import nodeHttpsModel from "./data/node-https.json";
import nodeTelegramBotApiModel from "./data/node-telegram-bot-api.json";
import nodeTlsModel from "./data/node-tls.json";
import nodemailerModel from "./data/nodemailer.json";
import notionhqClientModel from "./data/notionhq-client.json";
import novuModel from "./data/novu.json";
import npmlogModel from "./data/npmlog.json";
import octokitRestModel from "./data/octokit-rest.json";
import oktaModel from "./data/okta.json";
import ollamaAiProviderModel from "./data/ollama-ai-provider.json";
import ollamaModel from "./data/ollama.json";
import onesignalModel from "./data/onesignal.json";
import onfidoModel from "./data/onfido.json";
import openaiAgentsModel from "./data/openai-agents.json";
import openaiHelpersModel from "./data/openai-helpers.json";
import openaiModel from "./data/openai.json";
import opencageApiClientModel from "./data/opencage-api-client.json";
import openpanelModel from "./data/openpanel.json";
import openreplayTrackerModel from "./data/openreplay-tracker.json";
import openrouterSdkModel from "./data/openrouter-sdk.json";
import opensearchProjectOpensearchModel from "./data/opensearch-project-opensearch.json";
import opentelemetryApiModel from "./data/opentelemetry-api.json";
import opentelemetrySdkModel from "./data/opentelemetry-sdk.json";
import optimizelyModel from "./data/optimizely.json";
import oracledbModel from "./data/oracledb.json";
import otherRoutersModel from "./data/other-routers.json";
import oystehrSdkModel from "./data/oystehr-sdk.json";
import pLimitModel from "./data/p-limit.json";
import papaparseModel from "./data/papaparse.json";
import passportModel from "./data/passport.json";
import paypalModel from "./data/paypal.json";
import pdfLibModel from "./data/pdf-lib.json";
import pdfkitModel from "./data/pdfkit.json";
import pendoModel from "./data/pendo.json";
import perplexityAiModel from "./data/perplexity-ai.json";
import personaModel from "./data/persona.json";
import pgModel from "./data/pg.json";
import pgvectorModel from "./data/pgvector.json";
import photonHealthModel from "./data/photon-health.json";
import pineconeModel from "./data/pinecone.json";
import pinoModel from "./data/pino.json";
import pipedriveModel from "./data/pipedrive.json";
import plaidModel from "./data/plaid.json";
import plausibleModel from "./data/plausible.json";
import plivoModel from "./data/plivo.json";
import portkeyAiModel from "./data/portkey-ai.json";
import postgresModel from "./data/postgres.json";
import posthogGlobalModel from "./data/posthog-global.json";
import posthogJsModel from "./data/posthog-js.json";
import posthogNodeModel from "./data/posthog-node.json";
import postmarkModel from "./data/postmark.json";
import pouchdbModel from "./data/pouchdb.json";
import presidioModel from "./data/presidio.json";
import prismaClientModel from "./data/prisma-client.json";
import promClientModel from "./data/prom-client.json";
import pushToPhonesModel from "./data/push-to-phones.json";
import pusherModel from "./data/pusher.json";
import qdrantJsClientRestModel from "./data/qdrant-js-client-rest.json";
import quickbooksModel from "./data/quickbooks.json";
import radarSdkJsModel from "./data/radar-sdk-js.json";
import ramdaModel from "./data/ramda.json";
import raygunModel from "./data/raygun.json";
import razorpayModel from "./data/razorpay.json";
import reactCookieModel from "./data/react-cookie.json";
import reactGa4Model from "./data/react-ga4.json";
import reactHookFormModel from "./data/react-hook-form.json";
import reactNativeAsyncStorageAsyncStorageModel from "./data/react-native-async-storage-async-storage.json";
import reactNativeKeychainModel from "./data/react-native-keychain.json";
import reactNativeLogsModel from "./data/react-native-logs.json";
import reactNativeMmkvModel from "./data/react-native-mmkv.json";
import reactReduxModel from "./data/react-redux.json";
import reactRouterModel from "./data/react-router.json";
import redactPiiModel from "./data/redact-pii.json";
import redisModel from "./data/redis.json";
import reduxPersistModel from "./data/redux-persist.json";
import reduxjsToolkitModel from "./data/reduxjs-toolkit.json";
import replicateModel from "./data/replicate.json";
import requestModel from "./data/request.json";
import resendModel from "./data/resend.json";
import retellSdkModel from "./data/retell-sdk.json";
import roarrModel from "./data/roarr.json";
import rollbarModel from "./data/rollbar.json";
import rudderModel from "./data/rudder.json";
import rxjsModel from "./data/rxjs.json";
import schemaChecksModel from "./data/schema-checks.json";
import segmentAnalyticsNextModel from "./data/segment-analytics-next.json";
import segmentAnalyticsNodeModel from "./data/segment-analytics-node.json";
import segmentGlobalModel from "./data/segment-global.json";
import sendgridClientModel from "./data/sendgrid-client.json";
import sendgridMailModel from "./data/sendgrid-mail.json";
import sentryModel from "./data/sentry.json";
import sequelizeModel from "./data/sequelize.json";
import serviceContainersModel from "./data/service-containers.json";
import sessionReplayGlobalModel from "./data/session-replay-global.json";
import sftpFtpModel from "./data/sftp-ftp.json";
import shippoModel from "./data/shippo.json";
import signaleModel from "./data/signale.json";
import sinchModel from "./data/sinch.json";
import slackBoltModel from "./data/slack-bolt.json";
import slackWebApiModel from "./data/slack-web-api.json";
import slackWebhookModel from "./data/slack-webhook.json";
import slonikModel from "./data/slonik.json";
import smartlookModel from "./data/smartlook.json";
import smartyModel from "./data/smarty.json";
import snowflakeSdkModel from "./data/snowflake-sdk.json";
import snowplowModel from "./data/snowplow.json";
import soapModel from "./data/soap.json";
import socketIoClientModel from "./data/socket.io-client.json";
import socketIoModel from "./data/socket.io.json";
import splitModel from "./data/split.json";
import splunkOtelWebModel from "./data/splunk-otel-web.json";
import sqlJsModel from "./data/sql.js.json";
import sqlite3Model from "./data/sqlite3.json";
import squareModel from "./data/square.json";
import statsigModel from "./data/statsig.json";
import streamChatModel from "./data/stream-chat.json";
import stripeJsModel from "./data/stripe-js.json";
import stripeModel from "./data/stripe.json";
import supabaseSupabaseJsModel from "./data/supabase-supabase-js.json";
import superagentModel from "./data/superagent.json";
import swrModel from "./data/swr.json";
import tanstackReactQueryModel from "./data/tanstack-react-query.json";
import telegrafModel from "./data/telegraf.json";
import telnyxModel from "./data/telnyx.json";
import temporalModel from "./data/temporal.json";
import terraApiModel from "./data/terra-api.json";
import tesseractJsModel from "./data/tesseract.js.json";
import tiktokPixelGlobalModel from "./data/tiktok-pixel-global.json";
import togetherAiModel from "./data/together-ai.json";
import trackjsModel from "./data/trackjs.json";
import trelloModel from "./data/trello.json";
import triggerDevSdkModel from "./data/trigger.dev-sdk.json";
import trpcServerModel from "./data/trpc-server.json";
import trycourierCourierModel from "./data/trycourier-courier.json";
import tryvitalVitalNodeModel from "./data/tryvital-vital-node.json";
import tslogModel from "./data/tslog.json";
import turbopufferModel from "./data/turbopuffer.json";
import tweetnaclModel from "./data/tweetnacl.json";
import twilioVideoModel from "./data/twilio-video.json";
import twilioModel from "./data/twilio.json";
import typeGraphqlModel from "./data/type-graphql.json";
import typeformModel from "./data/typeform.json";
import typeormModel from "./data/typeorm.json";
import umamiModel from "./data/umami.json";
import undiciModel from "./data/undici.json";
import unleashModel from "./data/unleash.json";
import upstashQstashModel from "./data/upstash-qstash.json";
import upstashVectorModel from "./data/upstash-vector.json";
import urqlModel from "./data/urql.json";
import userflowModel from "./data/userflow.json";
import userpilotModel from "./data/userpilot.json";
import uspsWebtoolsModel from "./data/usps-webtools.json";
import valibotModel from "./data/valibot.json";
import vapiAiServerSdkModel from "./data/vapi-ai-server-sdk.json";
import vercelAnalyticsModel from "./data/vercel-analytics.json";
import vercelBlobModel from "./data/vercel-blob.json";
import vercelKvModel from "./data/vercel-kv.json";
import vonageModel from "./data/vonage.json";
import voyageaiModel from "./data/voyageai.json";
import weaviateClientModel from "./data/weaviate-client.json";
import webCryptoModel from "./data/web-crypto.json";
import webPushModel from "./data/web-push.json";
import webStorageModel from "./data/web-storage.json";
import websocketModel from "./data/websocket.json";
import whatsappModel from "./data/whatsapp.json";
import winstonModel from "./data/winston.json";
import workosIncNodeModel from "./data/workos-inc-node.json";
import wsModel from "./data/ws.json";
import xhrModel from "./data/xhr.json";
import xlsxModel from "./data/xlsx.json";
import zendeskModel from "./data/zendesk.json";
import zlibModel from "./data/zlib.json";
import zodModel from "./data/zod.json";
import zoomModel from "./data/zoom.json";
import zustandModel from "./data/zustand.json";

/** Every library model. */
export const MODELS: readonly LibraryModel[] = [
  ablyModel,
  adPixelsGlobalModel,
  adobeAlloyModel,
  adyenModel,
  agoraModel,
  aiSdkAmazonBedrockModel,
  aiSdkAnthropicModel,
  aiSdkAssemblyaiModel,
  aiSdkAzureModel,
  aiSdkCerebrasModel,
  aiSdkCohereModel,
  aiSdkDeepgramModel,
  aiSdkDeepinfraModel,
  aiSdkDeepseekModel,
  aiSdkElevenlabsModel,
  aiSdkFireworksModel,
  aiSdkGatewayModel,
  aiSdkGoogleVertexModel,
  aiSdkGoogleModel,
  aiSdkGroqModel,
  aiSdkMistralModel,
  aiSdkOpenaiCompatibleModel,
  aiSdkOpenaiModel,
  aiSdkPerplexityModel,
  aiSdkReactModel,
  aiSdkReplicateModel,
  aiSdkTogetheraiModel,
  aiSdkXaiModel,
  aiModel,
  airbrakeModel,
  airtableModel,
  ajvModel,
  algoliasearchModel,
  amplitudeGlobalModel,
  amplitudeModel,
  amqplibModel,
  angularHttpModel,
  angularModel,
  anthropicAiBedrockSdkModel,
  anthropicAiClaudeAgentSdkModel,
  anthropicAiSdkModel,
  anthropicAiVertexSdkModel,
  apolloClientModel,
  appcuesModel,
  applicationinsightsModel,
  appsignalModel,
  argon2Model,
  arizePhoenixModel,
  asanaModel,
  assemblyaiModel,
  auth0Model,
  awsJwtVerifyModel,
  awsLambdaPowertoolsLoggerModel,
  awsLambdaPowertoolsTracerModel,
  awsLambdaModel,
  awsSdkClientBedrockAgentRuntimeModel,
  awsSdkClientBedrockRuntimeModel,
  awsSdkClientBedrockModel,
  awsSdkClientCloudwatchLogsModel,
  awsSdkClientCloudwatchModel,
  awsSdkClientCognitoIdentityProviderModel,
  awsSdkClientComprehendModel,
  awsSdkClientComprehendmedicalModel,
  awsSdkClientDynamodbModel,
  awsSdkClientEventbridgeModel,
  awsSdkClientFirehoseModel,
  awsSdkClientKinesisModel,
  awsSdkClientKmsModel,
  awsSdkClientLambdaModel,
  awsSdkClientMedicalImagingModel,
  awsSdkClientPinpointSmsVoiceV2Model,
  awsSdkClientPinpointModel,
  awsSdkClientPollyModel,
  awsSdkClientRdsDataModel,
  awsSdkClientRekognitionModel,
  awsSdkClientS3Model,
  awsSdkClientSagemakerRuntimeModel,
  awsSdkClientSecretsManagerModel,
  awsSdkClientSesModel,
  awsSdkClientSesv2Model,
  awsSdkClientSfnModel,
  awsSdkClientSnsModel,
  awsSdkClientSqsModel,
  awsSdkClientTextractModel,
  awsSdkClientTranscribeStreamingModel,
  awsSdkClientTranscribeModel,
  awsSdkClientTranslateModel,
  awsSdkLibDynamodbModel,
  awsSdkLibStorageModel,
  awsSdkS3RequestPresignerModel,
  awsSdkUtilDynamodbModel,
  awsSdkV2Model,
  axiosModel,
  azureAiCognitiveModel,
  azureCommunicationModel,
  azureCosmosModel,
  azureFunctionsModel,
  azureKeyvaultModel,
  azureOpenaiModel,
  azureRestAiInferenceModel,
  azureServiceBusModel,
  azureStorageBlobModel,
  bcryptModel,
  beaconModel,
  betterAuthModel,
  betterSqlite3Model,
  boxNodeSdkModel,
  braintreeModel,
  braintrustModel,
  brazeModel,
  brevoModel,
  broadcastModel,
  bugsnagModel,
  bullmqModel,
  bunyanModel,
  cacheApiModel,
  cacheManagerModel,
  calendlyModel,
  candidHealthModel,
  capacitorStorageModel,
  casbinModel,
  caslAbilityModel,
  cerebrasCloudSdkModel,
  chameleonModel,
  chatWidgetsGlobalModel,
  chromadbModel,
  classTransformerModel,
  classValidatorModel,
  clerkModel,
  clickhouseModel,
  cohereAiModel,
  commandbarModel,
  concurrencyModel,
  configcatModel,
  consolaModel,
  consoleModel,
  controllerFrameworksModel,
  convexModel,
  cookieModel,
  countlyModel,
  crispApiModel,
  cryptoJsAesModel,
  cryptoJsDesModel,
  cryptoJsHmacSha256Model,
  cryptoJsMd5Model,
  cryptoJsRabbitModel,
  cryptoJsRc4Model,
  cryptoJsSha1Model,
  cryptoJsSha256Model,
  cryptoJsSha512Model,
  cryptoJsTripledesModel,
  cryptoJsModel,
  customerioNodeModel,
  dailyCoDailyJsModel,
  databaseQueuesModel,
  datadogBrowserLogsModel,
  datadogBrowserRumModel,
  datadogGlobalModel,
  dateLibrariesModel,
  ddTraceModel,
  debugModel,
  deepRedactModel,
  deepgramSdkModel,
  deeplNodeModel,
  dexieModel,
  discordJsModel,
  documentBuildersModel,
  docusignEsignModel,
  drizzleOrmModel,
  dropboxModel,
  duckdbModel,
  easypostApiModel,
  elasticApmNodeModel,
  elasticElasticsearchModel,
  electronLogModel,
  elevenlabsModel,
  errorTrackerGlobalsModel,
  exceljsModel,
  expoFileSystemModel,
  expoSecureStoreModel,
  expoServerSdkModel,
  expoSqliteModel,
  expressJwtModel,
  expressSessionModel,
  expressModel,
  falClientModel,
  fastRedactModel,
  fastifyJwtModel,
  fastifyPluginModel,
  fastifyModel,
  fathomModel,
  fetchModel,
  fhirKitClientModel,
  fhirclientModel,
  firebaseAdminModel,
  firebaseAnalyticsModel,
  firebaseCrashlyticsModel,
  firebaseFunctionsModel,
  firebaseModel,
  flagsmithModel,
  formDataModel,
  formikModel,
  freshdeskModel,
  fsExtraModel,
  fsPromisesModel,
  fsModel,
  fullstoryModel,
  genkitModel,
  getzepZepCloudModel,
  googleAnalyticsGlobalsModel,
  googleAuthLibraryModel,
  googleCloudAiplatformModel,
  googleCloudBigqueryModel,
  googleCloudDlpModel,
  googleCloudDocumentaiModel,
  googleCloudErrorReportingModel,
  googleCloudFirestoreModel,
  googleCloudHealthcareModel,
  googleCloudLoggingModel,
  googleCloudPubsubModel,
  googleCloudSpeechModel,
  googleCloudStorageModel,
  googleCloudTranslateModel,
  googleCloudVertexaiModel,
  googleCloudVisionModel,
  googleGenaiModel,
  googleGenerativeAiModel,
  googleSpreadsheetModel,
  googleapisModel,
  googlemapsGoogleMapsServicesJsModel,
  gotModel,
  grafanaFaroModel,
  graphqlBuildersModel,
  graphqlRequestModel,
  graphqlServersModel,
  graphqlModel,
  groqSdkModel,
  growthbookModel,
  grpcGrpcJsModel,
  hapiBoomModel,
  hapiHapiModel,
  hashFunctionsModel,
  healthieModel,
  heapGlobalModel,
  heapModel,
  heliconeModel,
  hellosignModel,
  highlightRunModel,
  hl7Model,
  honeybadgerModel,
  honeycombModel,
  honoModel,
  hostedSignInModel,
  hotShotsModel,
  hotjarModel,
  hubspotApiClientModel,
  hubspotGlobalModel,
  huggingfaceHubModel,
  huggingfaceInferenceModel,
  huggingfaceTransformersModel,
  hyperdxModel,
  ibmWatsonModel,
  idbModel,
  idsModel,
  inProcessCachesModel,
  indexeddbModel,
  infobipModel,
  inngestModel,
  instabugModel,
  intercomClientModel,
  intercomGlobalModel,
  intercomMessengerModel,
  ioredisModel,
  ironSessionModel,
  jiraJsModel,
  joiModel,
  joseModel,
  jsCookieModel,
  jsforceModel,
  jsonwebtokenModel,
  jspdfModel,
  juneModel,
  kafkajsModel,
  keenModel,
  keycloakModel,
  klaviyoApiModel,
  knexModel,
  knocklabsNodeModel,
  koaRouterModel,
  koaModel,
  kyModel,
  kyselyModel,
  lancedbModel,
  langchainAnthropicModel,
  langchainAwsModel,
  langchainCohereModel,
  langchainCommunityModel,
  langchainCoreModel,
  langchainGoogleGenaiModel,
  langchainGoogleVertexaiModel,
  langchainGroqModel,
  langchainMistralaiModel,
  langchainOllamaModel,
  langchainOpenaiModel,
  langchainModel,
  langfuseModel,
  langsmithModel,
  launchdarklyModel,
  libsodiumModel,
  libsqlClientModel,
  linearModel,
  livekitModel,
  llamaindexModel,
  lobModel,
  localforageModel,
  locationModel,
  lodashModel,
  logServicesModel,
  log4jsModel,
  loglevelModel,
  logrocketModel,
  logtailModel,
  logtapeModel,
  luciaModel,
  luxonModel,
  mailchimpModel,
  mailgunJsModel,
  mapboxModel,
  maskdataModel,
  mastraCoreModel,
  matomoModel,
  medplumCoreModel,
  meilisearchModel,
  mem0aiModel,
  memcachedModel,
  messagebirdModel,
  metaPixelGlobalModel,
  metriportModel,
  microsoftClarityModel,
  microsoftMicrosoftGraphClientModel,
  microsoftTeamsModel,
  middyCoreModel,
  mikroOrmCoreModel,
  milvus2SdkNodeModel,
  minioModel,
  mistralModel,
  mixpanelBrowserModel,
  mixpanelGlobalModel,
  mixpanelModel,
  mondayModel,
  mongodbModel,
  mongooseModel,
  morganModel,
  mqttModel,
  mssqlModel,
  multerModel,
  mysql2Model,
  natsModel,
  needleModel,
  nestjsCommonLoggerModel,
  nestjsCommonModel,
  nestjsGraphqlModel,
  nestjsMicroservicesModel,
  newrelicGlobalModel,
  newrelicModel,
  nextAuthModel,
  nextAxiomModel,
  nextModel,
  nobleCiphersModel,
  nobleHashesModel,
  nodeCronModel,
  nodeCryptoModel,
  nodeFetchModel,
  nodeForgeModel,
  nodeGeocoderModel,
  nodeHttpModel,
  nodeHttp2Model,
  nodeHttpsModel,
  nodeTelegramBotApiModel,
  nodeTlsModel,
  nodemailerModel,
  notionhqClientModel,
  novuModel,
  npmlogModel,
  octokitRestModel,
  oktaModel,
  ollamaAiProviderModel,
  ollamaModel,
  onesignalModel,
  onfidoModel,
  openaiAgentsModel,
  openaiHelpersModel,
  openaiModel,
  opencageApiClientModel,
  openpanelModel,
  openreplayTrackerModel,
  openrouterSdkModel,
  opensearchProjectOpensearchModel,
  opentelemetryApiModel,
  opentelemetrySdkModel,
  optimizelyModel,
  oracledbModel,
  otherRoutersModel,
  oystehrSdkModel,
  pLimitModel,
  papaparseModel,
  passportModel,
  paypalModel,
  pdfLibModel,
  pdfkitModel,
  pendoModel,
  perplexityAiModel,
  personaModel,
  pgModel,
  pgvectorModel,
  photonHealthModel,
  pineconeModel,
  pinoModel,
  pipedriveModel,
  plaidModel,
  plausibleModel,
  plivoModel,
  portkeyAiModel,
  postgresModel,
  posthogGlobalModel,
  posthogJsModel,
  posthogNodeModel,
  postmarkModel,
  pouchdbModel,
  presidioModel,
  prismaClientModel,
  promClientModel,
  pushToPhonesModel,
  pusherModel,
  qdrantJsClientRestModel,
  quickbooksModel,
  radarSdkJsModel,
  ramdaModel,
  raygunModel,
  razorpayModel,
  reactCookieModel,
  reactGa4Model,
  reactHookFormModel,
  reactNativeAsyncStorageAsyncStorageModel,
  reactNativeKeychainModel,
  reactNativeLogsModel,
  reactNativeMmkvModel,
  reactReduxModel,
  reactRouterModel,
  redactPiiModel,
  redisModel,
  reduxPersistModel,
  reduxjsToolkitModel,
  replicateModel,
  requestModel,
  resendModel,
  retellSdkModel,
  roarrModel,
  rollbarModel,
  rudderModel,
  rxjsModel,
  schemaChecksModel,
  segmentAnalyticsNextModel,
  segmentAnalyticsNodeModel,
  segmentGlobalModel,
  sendgridClientModel,
  sendgridMailModel,
  sentryModel,
  sequelizeModel,
  serviceContainersModel,
  sessionReplayGlobalModel,
  sftpFtpModel,
  shippoModel,
  signaleModel,
  sinchModel,
  slackBoltModel,
  slackWebApiModel,
  slackWebhookModel,
  slonikModel,
  smartlookModel,
  smartyModel,
  snowflakeSdkModel,
  snowplowModel,
  soapModel,
  socketIoClientModel,
  socketIoModel,
  splitModel,
  splunkOtelWebModel,
  sqlJsModel,
  sqlite3Model,
  squareModel,
  statsigModel,
  streamChatModel,
  stripeJsModel,
  stripeModel,
  supabaseSupabaseJsModel,
  superagentModel,
  swrModel,
  tanstackReactQueryModel,
  telegrafModel,
  telnyxModel,
  temporalModel,
  terraApiModel,
  tesseractJsModel,
  tiktokPixelGlobalModel,
  togetherAiModel,
  trackjsModel,
  trelloModel,
  triggerDevSdkModel,
  trpcServerModel,
  trycourierCourierModel,
  tryvitalVitalNodeModel,
  tslogModel,
  turbopufferModel,
  tweetnaclModel,
  twilioVideoModel,
  twilioModel,
  typeGraphqlModel,
  typeformModel,
  typeormModel,
  umamiModel,
  undiciModel,
  unleashModel,
  upstashQstashModel,
  upstashVectorModel,
  urqlModel,
  userflowModel,
  userpilotModel,
  uspsWebtoolsModel,
  valibotModel,
  vapiAiServerSdkModel,
  vercelAnalyticsModel,
  vercelBlobModel,
  vercelKvModel,
  vonageModel,
  voyageaiModel,
  weaviateClientModel,
  webCryptoModel,
  webPushModel,
  webStorageModel,
  websocketModel,
  whatsappModel,
  winstonModel,
  workosIncNodeModel,
  wsModel,
  xhrModel,
  xlsxModel,
  zendeskModel,
  zlibModel,
  zodModel,
  zoomModel,
  zustandModel,
] as unknown as readonly LibraryModel[];

/** Hosts of vendors that are called by raw URL. */
export const HOSTS: readonly HostModel[] = hosts as unknown as readonly HostModel[];
