package io.amcinsights.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.Endpoints;
import io.amcinsights.local.LocalClients;
import io.amcinsights.local.TestClients;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalFunctionsTest {

  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  private static CountDownLatch entered;
  private static CountDownLatch proceed;
  private static AtomicInteger most;
  private static AtomicInteger now;

  private final LocalClients clients = TestClients.of(new Endpoints(NOWHERE, NOWHERE, NOWHERE));
  private final LocalFunctions functions =
      new LocalFunctions(
          clients,
          environment -> {
            var overlaid = new java.util.HashMap<>(environment);
            overlaid.put("OVERLAY", "local");
            return overlaid;
          },
          new Capacity(3, 1));

  @BeforeEach
  void reset() {
    entered = new CountDownLatch(1);
    proceed = new CountDownLatch(1);
    most = new AtomicInteger();
    now = new AtomicInteger();
  }

  @AfterEach
  void close() {
    proceed.countDown();
    functions.close();
    clients.close();
  }

  @Test
  void aStreamHandlerGetsItsEnvironmentItsEventAndAContext() {
    functions.put(spec("echo", Echo.class, null, 5));

    JsonNode answer = functions.invoke("echo", Json.object().put("x", 1));

    assertThat(answer.path("event").path("x").asInt()).isEqualTo(1);
    assertThat(answer.path("own").asText()).isEqualTo("template");
    assertThat(answer.path("overlay").asText()).isEqualTo("local");
    assertThat(answer.path("function").asText()).isEqualTo("echo");
    assertThat(answer.path("remaining").asInt()).isBetween(1, 5000);
  }

  @Test
  void aFunctionIsFoundByNameAndArnWithAndWithoutAlias() {
    functions.put(spec("echo", Echo.class, null, 5));
    String arn = "arn:aws:lambda:us-east-1:000000000000:function:echo";

    assertThat(List.of(arn, "000000000000:function:echo", "echo"))
        .allSatisfy(
            name -> {
              assertThat(functions.invoke(name, Json.object()).isObject()).isTrue();
              assertThat(functions.invoke(name + ":live", Json.object()).isObject()).isTrue();
            });
    assertThatThrownBy(() -> functions.invoke("missing:live", Json.object()))
        .isInstanceOf(Functions.FunctionError.class)
        .hasMessageContaining("missing is not deployed");
  }

  @Test
  void aHandlerOfSqsEventsGetsThemAsLambdaWouldDeserialiseThem() {
    functions.put(spec("batch", Batch.class, null, 5));
    JsonNode event =
        Json.read(
            "event",
            """
            {"Records":[{"messageId":"1","body":"good","eventSourceARN":"arn:aws:sqs:a:b:q",
            "attributes":{"ApproximateReceiveCount":"1"},"messageAttributes":{}},
            {"messageId":"2","body":"bad","attributes":{},"messageAttributes":{}}]}""");

    assertThat(functions.invoke("batch", event))
        .isEqualTo(Json.read("answer", "{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}"));
  }

  @Test
  void anExceptionIsReportedByItsClassAndMessage() {
    functions.put(spec("broken", Broken.class, null, 5));

    assertThatThrownBy(() -> functions.invoke("broken", Json.object()))
        .isInstanceOfSatisfying(
            Functions.FunctionError.class,
            e -> assertThat(e.errorType()).isEqualTo("java.lang.IllegalArgumentException"))
        .hasMessage("no good");
  }

  @Test
  void anInvocationEndsAtItsTimeout() {
    functions.put(spec("slow", Waiting.class, null, 1));

    assertThatThrownBy(() -> functions.invoke("slow", Json.object()))
        .isInstanceOfSatisfying(
            Functions.FunctionError.class,
            e -> assertThat(e.errorType()).isEqualTo("Sandbox.Timedout"))
        .hasMessageContaining("timed out after 1.00 seconds");
  }

  @Test
  void aboveItsReservedConcurrencyAFunctionIsThrottled() throws Exception {
    functions.put(spec("one", Waiting.class, 1, 20));
    var first = CompletableFuture.supplyAsync(() -> functions.invoke("one", Json.object()));
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> functions.invoke("one", Json.object()))
        .isInstanceOfSatisfying(
            Functions.FunctionError.class,
            e -> assertThat(e.errorType()).isEqualTo("Lambda.TooManyRequestsException"));
    proceed.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS).isObject()).isTrue();
    assertThat(functions.invoke("one", Json.object()).isObject()).isTrue();
  }

  @Test
  void aboveTheCapacityOfTheProcessInvocationsWait() {
    functions.put(spec("p-load-table", Counting.class, null, 20));
    functions.put(spec("light", Counting.class, null, 20));

    CompletableFuture.allOf(
            java.util.stream.Stream.of("p-load-table", "light")
                .flatMap(name -> java.util.stream.Stream.generate(() -> name).limit(6))
                .map(
                    name ->
                        CompletableFuture.runAsync(
                            () -> functions.invoke(name, Json.object().put("name", name)),
                            command -> new Thread(command).start()))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(most).hasValueBetween(1, 3);
    assertThat(functions.present()).isZero();
  }

  @Test
  void anInstanceServesOneInvocationAtATimeAndIsUsedAgain() throws Exception {
    Instances.SEEN.clear();
    functions.put(spec("instances", Instances.class, null, 20));
    var first = CompletableFuture.supplyAsync(() -> functions.invoke("instances", Json.object()));
    functions.invoke("instances", Json.object());
    first.get(10, TimeUnit.SECONDS);
    assertThat(Instances.SEEN).hasSize(2);

    Instances.BARRIER = new CyclicBarrier(1);
    functions.invoke("instances", Json.object());
    assertThat(Instances.SEEN).hasSize(2);
    Instances.BARRIER = new CyclicBarrier(2);
  }

  @Test
  void aHandlerWithoutTheRightConstructorIsRefusedByName() {
    functions.put(spec("wrong", String.class, null, 5));

    assertThatThrownBy(() -> functions.invoke("wrong", Json.object()))
        .hasMessageContaining("java.lang.String needs a public constructor");
  }

  private static Functions.Spec spec(
      String name, Class<?> handler, Integer reserved, int timeoutSeconds) {
    return new Functions.Spec(
        name,
        "arn:aws:lambda:us-east-1:000000000000:function:" + name,
        handler.getName() + "::handleRequest",
        "arn:aws:iam::000000000000:role/r",
        256,
        timeoutSeconds,
        reserved,
        Map.of("OWN", "template"));
  }

  private static void empty(OutputStream output) throws IOException {
    output.write('{');
    output.write('}');
  }

  /** Answers with what it was given. */
  public static final class Echo implements RequestStreamHandler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final FunctionContext given;

    public Echo(FunctionContext given) {
      this.given = given;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      var answer =
          Json.object()
              .put("own", given.environment().get("OWN"))
              .put("overlay", given.environment().get("OVERLAY"))
              .put("function", context.getFunctionName())
              .put("remaining", context.getRemainingTimeInMillis());
      answer.set("event", JSON.readTree(input));
      output.write(Json.write(answer).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  /** Fails messages that say "bad". */
  public static final class Batch implements RequestHandler<SQSEvent, SQSBatchResponse> {

    public Batch(FunctionContext given) {}

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
      List<SQSBatchResponse.BatchItemFailure> failures =
          event.getRecords().stream()
              .filter(message -> message.getBody().equals("bad"))
              .map(message -> new SQSBatchResponse.BatchItemFailure(message.getMessageId()))
              .toList();
      return new SQSBatchResponse(failures);
    }
  }

  /** Throws. */
  public static final class Broken implements RequestStreamHandler {

    public Broken(FunctionContext given) {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
      throw new IllegalArgumentException("no good");
    }
  }

  /** Answers when the test lets it. */
  public static final class Waiting implements RequestStreamHandler {

    public Waiting(FunctionContext given) {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      entered.countDown();
      try {
        proceed.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      empty(output);
    }
  }

  /** Counts how many run at once. */
  public static final class Counting implements RequestStreamHandler {

    public Counting(FunctionContext given) {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      int running = now.incrementAndGet();
      most.accumulateAndGet(running, Math::max);
      now.decrementAndGet();
      empty(output);
    }
  }

  /** Meets another invocation of the same function. */
  public static final class Instances implements RequestStreamHandler {

    private static final Set<Instances> SEEN = ConcurrentHashMap.newKeySet();
    private static volatile CyclicBarrier BARRIER = new CyclicBarrier(2);

    public Instances(FunctionContext given) {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      SEEN.add(this);
      try {
        BARRIER.await(10, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new IOException(e);
      }
      empty(output);
    }
  }
}
