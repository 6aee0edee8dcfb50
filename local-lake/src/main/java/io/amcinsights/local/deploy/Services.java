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
 * @param account of the lake itself; stacks may be in others
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
    SqsClient sqs,
    Roles roles) {

  /** Where the lake itself is. */
  public Place home() {
    return new Place(account, region);
  }
}
