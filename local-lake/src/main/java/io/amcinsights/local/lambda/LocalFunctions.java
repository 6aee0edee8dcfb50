package io.amcinsights.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.aws.FunctionContext;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Runs the real handler classes in this process, each with the environment of its template.
 *
 * <p>An invocation that exceeds its timeout fails at once and its thread is interrupted; it holds
 * its place in the JVM until the handler gives in.
 */
public final class LocalFunctions implements Functions, AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(LocalFunctions.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String THROTTLED = "Lambda.TooManyRequestsException";

  private final Clients clients;
  private final UnaryOperator<Map<String, String>> overlay;
  private final Capacity capacity;
  private final Map<String, Sandboxes> functions = new ConcurrentHashMap<>();
  private final ExecutorService threads;

  /**
   * An empty host.
   *
   * @param overlay makes the environment of a template fit for this machine
   */
  public LocalFunctions(Clients clients, UnaryOperator<Map<String, String>> overlay) {
    this(clients, overlay, Capacity.ofThisMachine());
  }

  LocalFunctions(Clients clients, UnaryOperator<Map<String, String>> overlay, Capacity capacity) {
    this.clients = clients;
    this.overlay = overlay;
    this.capacity = capacity;
    AtomicInteger count = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "lambda-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void put(Spec spec) {
    Sandboxes before = functions.get(spec.name());
    if (before == null || !before.spec().equals(spec)) {
      functions.put(
          spec.name(), new Sandboxes(spec, new FunctionContext(environment(spec), clients)));
    }
  }

  @Override
  public void remove(String name) {
    functions.remove(name);
  }

  public Set<String> names() {
    return Set.copyOf(functions.keySet());
  }

  /** What was asked of every function. */
  public Map<String, FunctionUse> use() {
    Map<String, FunctionUse> use = new TreeMap<>();
    functions.forEach((name, function) -> use.put(name, function.use()));
    return use;
  }

  /** Invocations that run or wait for their turn. */
  public int present() {
    return capacity.present();
  }

  @Override
  public JsonNode invoke(String nameOrArn, JsonNode payload) {
    Sandboxes function = find(nameOrArn);
    if (!function.enter()) {
      throw new FunctionError(
          THROTTLED,
          "Rate exceeded: %s runs %s times already"
              .formatted(function.spec().name(), function.spec().reservedConcurrency()),
          null);
    }
    try {
      byte[] event = JSON.writeValueAsBytes(payload);
      return parsed(function.spec(), capacity.within(function.spec(), () -> run(function, event)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FunctionError("Lambda.ServiceException", "The local lake is stopping", e);
    } catch (FunctionError e) {
      throw e;
    } catch (Exception e) {
      throw new FunctionError(e.getClass().getName(), String.valueOf(e.getMessage()), e);
    } finally {
      function.leave();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] run(Sandboxes function, byte[] event) throws Exception {
    Handler handler = function.take();
    Invocation context = new Invocation(function.spec());
    Future<byte[]> answer = threads.submit(() -> timed(function, handler, event, context));
    try {
      byte[] bytes = answer.get(function.spec().timeoutSeconds(), TimeUnit.SECONDS);
      function.giveBack(handler);
      return bytes;
    } catch (TimeoutException e) {
      answer.cancel(true);
      LOG.warn(
          "Function {} was stopped after {} s",
          function.spec().name(),
          function.spec().timeoutSeconds());
      // The instance is not used again: nobody knows what it left half done.
      throw new FunctionError(
          "Sandbox.Timedout",
          "%s Task timed out after %d.00 seconds"
              .formatted(context.getAwsRequestId(), function.spec().timeoutSeconds()),
          e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      function.giveBack(handler);
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new FunctionError(
          cause.getClass().getName(), String.valueOf(cause.getMessage()), cause);
    }
  }

  private static byte[] timed(Sandboxes function, Handler handler, byte[] event, Invocation context)
      throws Exception {
    long begin = System.nanoTime();
    try {
      return handler.call(event, context);
    } finally {
      function.used(System.nanoTime() - begin);
    }
  }

  private static JsonNode parsed(Spec spec, byte[] answer) {
    if (answer.length == 0) {
      return JSON.nullNode();
    }
    try {
      JsonNode node = JSON.readTree(answer);
      return node instanceof MissingNode ? JSON.nullNode() : node;
    } catch (IOException e) {
      throw new FunctionError(
          "Runtime.MarshalError", "%s did not answer with JSON".formatted(spec.name()), e);
    }
  }

  private Sandboxes find(String nameOrArn) {
    String name = FunctionNames.unqualified(nameOrArn);
    Sandboxes function = functions.get(name);
    if (function == null) {
      throw new FunctionError(
          "Lambda.ResourceNotFoundException",
          "Function %s is not deployed; there are %s".formatted(name, functions.keySet()),
          null);
    }
    return function;
  }

  private Map<String, String> environment(Spec spec) {
    Map<String, String> environment = new HashMap<>(spec.environment());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memoryMb()));
    return overlay.apply(environment);
  }
}
