package io.amcinsights.local.sqs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.amcinsights.local.journal.Journal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.msg.RestoreMessages;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.util.Either;

/** SQS on loopback: ElasticMQ, with queues and messages that survive a killed process. */
public final class SqsServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Two cores serve this and everything else; nobody reads a log of every message. */
  private static final Config SETTINGS =
      ConfigFactory.parseString(
          """
          pekko.loglevel = WARNING
          pekko.stdout-loglevel = WARNING
          pekko.daemonic = on
          pekko.jvm-shutdown-hooks = off
          pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
          pekko.actor.default-dispatcher.fork-join-executor.parallelism-max = 4
          """);

  private final ActorSystem actors;
  private final SQSRestServer server;
  private final Journal journal;
  private final URI endpoint;

  private SqsServer(ActorSystem actors, SQSRestServer server, Journal journal, URI endpoint) {
    this.actors = actors;
    this.server = server;
    this.journal = journal;
    this.endpoint = endpoint;
  }

  /**
   * Starts serving what the journal holds.
   *
   * @param file the journal
   * @param port a free port
   */
  public static SqsServer start(Path file, int port, String account, String region) {
    ClassLoader loader = SqsServer.class.getClassLoader();
    Journal journal = Journal.open(file);
    ActorSystem actors =
        ActorSystem.create(
            "sqs", SETTINGS.withFallback(ConfigFactory.load(loader)).resolve(), loader);
    QueueJournal queues = new QueueJournal(journal);
    ActorRef keeper = actors.actorOf(JournalActor.props(queues));
    ActorRef manager =
        actors.actorOf(
            Props.create(
                QueueManagerActor.class,
                new NowProvider(),
                StrictSQSLimits$.MODULE$,
                Option.apply(keeper)));
    restore(queues, manager);
    SQSRestServer server =
        SQSRestServerBuilder.withActorSystem(actors)
            .withQueueManagerActor(manager)
            .withQueueEventListener(keeper)
            .withInterface("127.0.0.1")
            .withPort(port)
            .withServerAddress(new NodeAddress("http", "127.0.0.1", port, ""))
            .withSQSLimits(StrictSQSLimits$.MODULE$)
            .withAWSAccountId(account)
            .withAWSRegion(region)
            .start();
    await(FutureConverters.asJava(server.startFuture()), "SQS did not start");
    return new SqsServer(actors, server, journal, URI.create("http://127.0.0.1:" + port));
  }

  private static void restore(QueueJournal queues, ActorRef manager) {
    var messages = queues.messages(System.currentTimeMillis());
    for (CreateQueueMetadata queue : queues.queues()) {
      Either<?, ?> created =
          (Either<?, ?>) ask(manager, new CreateQueue(queue.toCreateQueueData()));
      if (created.isLeft()) {
        throw new IllegalStateException(
            "Cannot restore queue %s: %s".formatted(queue.name(), created));
      }
      ActorRef actor = (ActorRef) created.toOption().get();
      List<InternalMessage> kept = messages.getOrDefault(queue.name(), List.of());
      ask(actor, new RestoreMessages(CollectionConverters.asScala(kept).toList()));
    }
  }

  private static Object ask(ActorRef actor, Object message) {
    return await(Patterns.ask(actor, message, PATIENCE), "The queues cannot be restored");
  }

  private static <T> T await(CompletionStage<T> answer, String problem) {
    try {
      return answer.toCompletableFuture().get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(problem, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(problem, e);
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    try {
      server.stopAndWait();
      actors.terminate();
      actors.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
      journal.close();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot stop SQS", e);
    }
  }
}
