package io.amcinsights.routing;

/** One message of a batch from SQS. */
record QueueMessage(String id, String body) {}
