package io.amcinsights.local.control;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.catalog.dynamodb.DynamoDbObjectCatalog;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.history.dynamodb.DynamoDbExecutionHistory;
import io.amcinsights.core.operator.Activity;
import io.amcinsights.core.operator.Operator;
import io.amcinsights.core.operator.OperatorPorts;
import io.amcinsights.core.operator.TableReader;
import io.amcinsights.core.operator.sqs.SqsQueues;
import io.amcinsights.core.tenant.dynamodb.DynamoDbTenants;
import io.amcinsights.local.deploy.Deployer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Wires the operator of a local lake; names come from the outputs of the foundation stack. */
public final class LocalOperator {

  private static final String FOUNDATION = "-foundation";
  private static final String TEMPLATE_SUFFIX = ".template.json";

  private LocalOperator() {}

  /** The operator of what the deployer has deployed. */
  public static Operator create(
      Clients clients, Deployer deployer, TableReader tables, Activity activity, Clock clock) {
    Map<String, String> names = deployer.outputs(foundation(deployer));
    String installation = named(names, "Installation");
    return new Operator(
        new OperatorPorts(
            new DynamoDbObjectCatalog(clients.dynamoDb(), named(names, "ObjectsTable"), clock),
            new DynamoDbDatasets(
                clients.dynamoDb(), named(names, "DatasetsTable"), named(names, "PipelinesTable")),
            new DynamoDbTenants(clients.dynamoDb(), named(names, "CustomersTable"), clock),
            new DynamoDbExecutionHistory(clients.dynamoDb(), named(names, "ExecutionsTable")),
            new SqsQueues(clients.sqs(), installation + "-"),
            tables,
            new LocalTenantDeployer(deployer, installation),
            activity,
            named(names, "RawBucket"),
            clock));
  }

  private static String foundation(Deployer deployer) {
    Path template =
        deployer
            .template(FOUNDATION)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "The cloud assembly holds no template ending in '%s'; build infra again",
                        FOUNDATION));
    String file = String.valueOf(template.getFileName());
    return file.substring(0, file.length() - TEMPLATE_SUFFIX.length());
  }

  private static String named(Map<String, String> outputs, String name) {
    String value = outputs.get(name);
    if (value == null) {
      throw new InvalidInputException(
          "The foundation stack has no output %s; it has %s. Build infra again",
          name, outputs.keySet());
    }
    return value;
  }
}
