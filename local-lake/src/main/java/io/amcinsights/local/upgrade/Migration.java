package io.amcinsights.local.upgrade;

import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One step from a version of a lake's folder to the next. It may be killed at any point and is then
 * done again from its beginning: what is done already is left alone.
 */
interface Migration {

  /** The version it starts from; it ends at the next one. */
  int from();

  /** What it changes, in a few words for the log. */
  String what();

  /** Files and folders of the lake's folder it changes: what a copy is kept of. */
  List<String> changes();

  /** Changes them, when the tables can be reached and nothing else of the lake has started. */
  void apply(Path folder, DynamoDbClient dynamoDb);
}
