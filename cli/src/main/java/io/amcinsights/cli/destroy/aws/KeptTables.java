package io.amcinsights.cli.destroy.aws;

import io.amcinsights.cli.destroy.KeptData.State;
import io.amcinsights.core.naming.LakeNames;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Octagon's tables, which are protected from deletion. */
record KeptTables(DynamoDbClient dynamo, LakeNames names) {

  State look(String table) {
    try {
      TableDescription it = dynamo.describeTable(one -> one.tableName(table)).table();
      if (it.tableStatus() == TableStatus.DELETING) {
        return State.GONE;
      }
      return Belonging.of(names, tags(it.tableArn()));
    } catch (ResourceNotFoundException e) {
      return State.GONE;
    }
  }

  private Map<String, String> tags(String arn) {
    var tags = new HashMap<String, String>();
    String next = null;
    do {
      String from = next;
      ListTagsOfResourceResponse page =
          dynamo.listTagsOfResource(it -> it.resourceArn(arn).nextToken(from));
      page.tags().forEach(it -> tags.put(it.key(), it.value()));
      next = page.nextToken();
    } while (next != null);
    return tags;
  }

  void remove(String table) {
    dynamo.updateTable(it -> it.tableName(table).deletionProtectionEnabled(false));
    dynamo.deleteTable(it -> it.tableName(table));
  }
}
