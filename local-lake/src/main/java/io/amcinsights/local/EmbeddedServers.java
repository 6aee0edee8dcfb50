package io.amcinsights.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.local.dynamodb.DynamoDbServer;
import io.amcinsights.local.s3.LocalBuckets;
import io.amcinsights.local.s3.S3Server;
import io.amcinsights.local.sqs.SqsServer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The services that speak a wire protocol, started side by side. */
final class EmbeddedServers implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(EmbeddedServers.class);

  private final S3Server s3;
  private final DynamoDbServer dynamoDb;
  private final SqsServer sqs;

  private EmbeddedServers(S3Server s3, DynamoDbServer dynamoDb, SqsServer sqs) {
    this.s3 = s3;
    this.dynamoDb = dynamoDb;
    this.sqs = sqs;
  }

  static EmbeddedServers start(
      LocalLakeConfig config,
      LocalLakeConfig.Ports ports,
      LocalBuckets buckets,
      Consumer<ObjectNode> bus) {
    Path folder = config.folder();
    CompletableFuture<DynamoDbServer> dynamoDb =
        begin("DynamoDB", () -> DynamoDbServer.start(folder.resolve("dynamodb"), ports.dynamodb()));
    CompletableFuture<SqsServer> sqs =
        begin(
            "SQS",
            () ->
                SqsServer.start(
                    folder.resolve("queues"), ports.sqs(), config.account(), config.region()));
    CompletableFuture<S3Server> s3 =
        begin("S3", () -> S3Server.start(folder.resolve("s3"), ports.s3(), buckets, bus));
    try {
      return new EmbeddedServers(s3.join(), dynamoDb.join(), sqs.join());
    } catch (CompletionException e) {
      closeWhenStarted(s3);
      closeWhenStarted(dynamoDb);
      closeWhenStarted(sqs);
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static <T> CompletableFuture<T> begin(String name, Supplier<T> starter) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              long begin = System.nanoTime();
              try {
                result.complete(starter.get());
                LOG.info("{} is up after {} ms", name, (System.nanoTime() - begin) / 1_000_000);
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            },
            "start-" + name);
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static void closeWhenStarted(CompletableFuture<? extends AutoCloseable> server) {
    CompletableFuture<?> unused =
        server.thenAccept(
            started -> {
              try {
                started.close();
              } catch (Exception e) {
                LOG.warn("A server of a failed start cannot be stopped", e);
              }
            });
  }

  @Override
  public void close() {
    s3.close();
    sqs.close();
    dynamoDb.close();
  }
}
