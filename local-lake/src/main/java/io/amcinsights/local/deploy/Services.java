package io.amcinsights.local.deploy;

import io.amcinsights.local.asl.StateMachines;
import io.amcinsights.local.events.Rules;
import io.amcinsights.local.glue.GlueJobs;
import io.amcinsights.local.lambda.EventSourceMappings;
import io.amcinsights.local.lambda.Functions;
import io.amcinsights.local.lambda.StreamMappings;
import io.amcinsights.local.s3.Buckets;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What the deployer deploys into.
 *
 * @param account of everything, whatever account a stack is meant for
 * @param region likewise
 */
public record Services(
    String account,
    String region,
    Functions functions,
    EventSourceMappings mappings,
    StreamMappings streams,
    Rules rules,
    Buckets buckets,
    StateMachines machines,
    GlueJobs jobs,
    DynamoDbClient dynamoDb,
    SqsClient sqs) {

  String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, region, account, resource);
  }

  /** Templates name functions either way. */
  String functionArn(String nameOrArn) {
    return nameOrArn.startsWith("arn:") ? nameOrArn : arn("lambda", "function:" + nameOrArn);
  }

  /** An ARN of a service without regions. */
  String globalArn(String service, String resource) {
    return "arn:aws:%s::%s:%s".formatted(service, account, resource);
  }
}
