package io.amcinsights.infra;

import java.util.stream.Stream;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.CfnTable;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** An octagon table: on demand, sealed, recoverable to any second, kept when its stack goes. */
final class LakeTable extends Construct {

  private final String variable;
  private final Key key;
  private final Table table;

  /**
   * Makes the table.
   *
   * @param variable environment variable that names it in functions
   * @param keys partition key, and sort key if there is one; all keys are text
   */
  LakeTable(Construct scope, String id, String name, String variable, Key key, String... keys) {
    super(scope, id);
    this.variable = variable;
    this.key = key;
    Table.Builder builder =
        Table.Builder.create(this, "Table")
            .tableName(name)
            .partitionKey(text(keys[0]))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .encryption(TableEncryption.CUSTOMER_MANAGED)
            .encryptionKey(key)
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN);
    if (keys.length > 1) {
      builder.sortKey(text(keys[1]));
    }
    table = builder.build();
  }

  /** Adds an index that holds all attributes. */
  LakeTable index(String name, String... keys) {
    return index(name, ProjectionType.ALL, keys);
  }

  /**
   * Adds the index {@code all}, which lists the table by name in one partition. It holds keys only,
   * so that writes that change anything else never touch that partition.
   */
  LakeTable listed(String sort) {
    return index("all", ProjectionType.KEYS_ONLY, "kind", sort);
  }

  private LakeTable index(String name, ProjectionType projection, String... keys) {
    GlobalSecondaryIndexProps.Builder index =
        GlobalSecondaryIndexProps.builder()
            .indexName(name)
            .partitionKey(text(keys[0]))
            .projectionType(projection);
    if (keys.length > 1) {
      index.sortKey(text(keys[1]));
    }
    table.addGlobalSecondaryIndex(index.build());
    return this;
  }

  /** Lets DynamoDB remove items once the time in this attribute has passed. */
  LakeTable expires(String attribute) {
    if (table.getNode().getDefaultChild() instanceof CfnTable cfn) {
      cfn.setTimeToLiveSpecification(
          CfnTable.TimeToLiveSpecificationProperty.builder()
              .attributeName(attribute)
              .enabled(true)
              .build());
    }
    return this;
  }

  /** Has every change of a row told, as it was and as it is. */
  LakeTable streamed() {
    if (table.getNode().getDefaultChild() instanceof CfnTable cfn) {
      cfn.setStreamSpecification(
          CfnTable.StreamSpecificationProperty.builder()
              .streamViewType("NEW_AND_OLD_IMAGES")
              .build());
    }
    return this;
  }

  /** ARN of the stream of a table that has one. */
  String streamArn() {
    if (table.getNode().getDefaultChild() instanceof CfnTable cfn) {
      return cfn.getAttrStreamArn();
    }
    throw new IllegalStateException("Table %s has no stream".formatted(name()));
  }

  private static Attribute text(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }

  String name() {
    return table.getTableName();
  }

  String variable() {
    return variable;
  }

  /** These actions on rows of the table. */
  PolicyStatement grant(String... actions) {
    return new Allow(Stream.of(actions).map(action -> "dynamodb:" + action).toList())
        .on(table.getTableArn());
  }

  /** Queries of one index. */
  PolicyStatement query(String index) {
    return Allow.actions("dynamodb:Query").on(table.getTableArn() + "/index/" + index);
  }

  /** DynamoDB opens the table with its caller's permission on the key. */
  PolicyStatement unseal() {
    return Keys.viaService(key, "dynamodb", Keys.TABLE_ACTIONS);
  }
}
