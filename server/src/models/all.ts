// The models shipped with the product, one import for each file in data/. Written by generate.mjs: do not edit.

import type { HostModel, LibraryModel } from "./schema";
import awsSdkClientS3Model from "./data/aws-sdk-client-s3.json";
import awsSdkClientSqsModel from "./data/aws-sdk-client-sqs.json";
import awsSdkLibStorageModel from "./data/aws-sdk-lib-storage.json";
import awsSdkS3RequestPresignerModel from "./data/aws-sdk-s3-request-presigner.json";
import beaconModel from "./data/beacon.json";
import broadcastModel from "./data/broadcast.json";
import cacheApiModel from "./data/cache-api.json";
import consoleModel from "./data/console.json";
import drizzleOrmModel from "./data/drizzle-orm.json";
import expressModel from "./data/express.json";
import fetchModel from "./data/fetch.json";
import fsExtraModel from "./data/fs-extra.json";
import fsPromisesModel from "./data/fs-promises.json";
import fsModel from "./data/fs.json";
import indexeddbModel from "./data/indexeddb.json";
import ioredisModel from "./data/ioredis.json";
import locationModel from "./data/location.json";
import lodashModel from "./data/lodash.json";
import medplumCoreModel from "./data/medplum-core.json";
import mongooseModel from "./data/mongoose.json";
import nestjsCommonModel from "./data/nestjs-common.json";
import nextModel from "./data/next.json";
import nodeCryptoModel from "./data/node-crypto.json";
import pgModel from "./data/pg.json";
import reactNativeAsyncStorageAsyncStorageModel from "./data/react-native-async-storage-async-storage.json";
import rxjsModel from "./data/rxjs.json";
import sendgridClientModel from "./data/sendgrid-client.json";
import sendgridMailModel from "./data/sendgrid-mail.json";
import slackBoltModel from "./data/slack-bolt.json";
import slackWebApiModel from "./data/slack-web-api.json";
import slackWebhookModel from "./data/slack-webhook.json";
import tanstackReactQueryModel from "./data/tanstack-react-query.json";
import trpcServerModel from "./data/trpc-server.json";
import twilioModel from "./data/twilio.json";
import typeormModel from "./data/typeorm.json";
import webCryptoModel from "./data/web-crypto.json";
import webStorageModel from "./data/web-storage.json";
import websocketModel from "./data/websocket.json";
import xhrModel from "./data/xhr.json";
import zodModel from "./data/zod.json";

/** Every library model. */
export const MODELS: readonly LibraryModel[] = [
  awsSdkClientS3Model,
  awsSdkClientSqsModel,
  awsSdkLibStorageModel,
  awsSdkS3RequestPresignerModel,
  beaconModel,
  broadcastModel,
  cacheApiModel,
  consoleModel,
  drizzleOrmModel,
  expressModel,
  fetchModel,
  fsExtraModel,
  fsPromisesModel,
  fsModel,
  indexeddbModel,
  ioredisModel,
  locationModel,
  lodashModel,
  medplumCoreModel,
  mongooseModel,
  nestjsCommonModel,
  nextModel,
  nodeCryptoModel,
  pgModel,
  reactNativeAsyncStorageAsyncStorageModel,
  rxjsModel,
  sendgridClientModel,
  sendgridMailModel,
  slackBoltModel,
  slackWebApiModel,
  slackWebhookModel,
  tanstackReactQueryModel,
  trpcServerModel,
  twilioModel,
  typeormModel,
  webCryptoModel,
  webStorageModel,
  websocketModel,
  xhrModel,
  zodModel,
] as unknown as readonly LibraryModel[];

/** Hosts of vendors that are called by raw URL. */
export const HOSTS: readonly HostModel[] = [];
