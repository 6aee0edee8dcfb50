package io.amcinsights.wfm.amc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@link AmcApi} over HTTP. Made by {@link AmcClient#of}; safe for several threads. */
final class HttpAmcApi implements AmcApi {

  private static final String WORKFLOWS = "/workflows";
  private static final String EXECUTIONS = "/workflowExecutions";
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  // Said of the id that was asked for; a table of the SQL may "not exist" as well.
  private static final String[] ABSENT = {"does not exist", "not found", "could not be found"};

  private final Caller caller;
  private final Supplier<Deadline> deadlines;

  HttpAmcApi(Caller caller, Supplier<Deadline> deadlines) {
    this.caller = caller;
    this.deadlines = deadlines;
  }

  @Override
  public boolean createWorkflow(ObjectNode definition) {
    String id = workflowId(definition);
    var call = AmcCall.create("create workflow '%s'".formatted(id), WORKFLOWS, definition);
    Answer answer = caller.call(call, deadlines.get());
    if (!answer.succeeded() && answer.says("already exists")) {
      return false;
    }
    expectSuccess(call, answer);
    return true;
  }

  @Override
  public Optional<Workflow> workflow(String workflowId) {
    return find(
        AmcCall.get("read workflow '%s'".formatted(workflowId), workflowPath(workflowId)),
        workflowId,
        deadlines.get(),
        Bodies::workflow);
  }

  @Override
  public List<Workflow> workflows() {
    return list("list workflows", WORKFLOWS, "", "workflows", Bodies::workflow, Workflow::id);
  }

  @Override
  public boolean updateWorkflow(ObjectNode definition) {
    String id = workflowId(definition);
    var call = AmcCall.put("update workflow '%s'".formatted(id), workflowPath(id), definition);
    return answered(call, id, deadlines.get()).isPresent();
  }

  @Override
  public void deleteWorkflow(String workflowId) {
    var call =
        AmcCall.delete("delete workflow '%s'".formatted(workflowId), workflowPath(workflowId));
    Optional<Answer> unused = answered(call, workflowId, deadlines.get());
  }

  @Override
  public WorkflowExecution submit(ObjectNode request) {
    String what =
        "submit an execution of workflow '%s'"
            .formatted(request.path("workflowId").asText("(sent along)"));
    var call = AmcCall.submit(what, EXECUTIONS, request);
    Deadline deadline = deadlines.get();
    Instant start = deadline.now();
    Answer answer = caller.call(call, deadline);
    expectSuccess(call, answer);
    return answer
        .object()
        .flatMap(Bodies::execution)
        .orElseThrow(
            () ->
                new AmbiguousSubmission(
                    what, start, "the answer has no workflowExecutionId", null));
  }

  @Override
  public Optional<WorkflowExecution> execution(String executionId) {
    return execution(executionId, deadlines.get());
  }

  private Optional<WorkflowExecution> execution(String executionId, Deadline deadline) {
    return find(
        AmcCall.get(
            "read execution '%s'".formatted(executionId),
            executionPath(executionId) + "?includeWorkflow=false"),
        executionId,
        deadline,
        Bodies::execution);
  }

  @Override
  public List<WorkflowExecution> executionsSince(Instant creation) {
    return list(
        "list executions",
        EXECUTIONS,
        "minCreationTime=" + Paths.encoded(SECOND.format(creation)),
        "executions",
        Bodies::execution,
        WorkflowExecution::id);
  }

  @Override
  public Optional<WorkflowExecution> cancel(String executionId) {
    Deadline deadline = deadlines.get();
    Optional<WorkflowExecution> before = execution(executionId, deadline);
    if (before.isEmpty() || before.get().status().isFinal()) {
      return before;
    }
    var call =
        AmcCall.put(
            "cancel execution '%s'".formatted(executionId),
            executionPath(executionId),
            JsonNodeFactory.instance.objectNode().put("status", "CANCELLED"));
    Answer answer = caller.call(call, deadline);
    Optional<WorkflowExecution> after = execution(executionId, deadline);
    // It may have ended between the look and the call, or with a call whose answer was lost.
    if (!after.map(it -> it.status().isFinal()).orElse(true)) {
      expectSuccess(call, answer);
    }
    return after;
  }

  @Override
  public Optional<DownloadUrls> downloadUrls(String executionId) {
    var call =
        AmcCall.get(
            "read where the results of execution '%s' are".formatted(executionId),
            executionPath(executionId) + "/downloadUrls");
    Answer answer = caller.call(call, deadlines.get());
    if (isAbsent(answer, executionId)
        || (answer.status() == 400 && answer.says("unavailable for download"))) {
      return Optional.empty();
    }
    JsonNode body = expectObject(call, answer);
    return Optional.of(
        new DownloadUrls(
            Bodies.texts(body, "downloadUrls"), Bodies.texts(body, "metadataDownloadUrls")));
  }

  private <T> Optional<T> find(
      AmcCall call, String id, Deadline deadline, Function<JsonNode, Optional<T>> read) {
    return answered(call, id, deadline)
        .map(
            answer ->
                read.apply(expectObject(call, answer)).orElseThrow(() -> unreadable(call, answer)));
  }

  /** A good answer; empty when AMC says that there is no such thing. */
  private Optional<Answer> answered(AmcCall call, String id, Deadline deadline) {
    Answer answer = caller.call(call, deadline);
    if (isAbsent(answer, id)) {
      return Optional.empty();
    }
    expectSuccess(call, answer);
    return Optional.of(answer);
  }

  private <T> List<T> list(
      String what,
      String path,
      String query,
      String field,
      Function<JsonNode, Optional<T>> read,
      Function<T, String> id) {
    Deadline deadline = deadlines.get();
    // What is created meanwhile moves the rest to the next page, where it is seen again.
    Map<String, T> found = new LinkedHashMap<>();
    Set<String> tokens = new HashSet<>();
    String token = "";
    do {
      String page = token.isEmpty() ? "" : "nextToken=" + Paths.encoded(token);
      var call = AmcCall.get(what, path + query(query, page));
      Answer answer = caller.call(call, deadline);
      JsonNode body = expectObject(call, answer);
      for (JsonNode element : elements(call, answer, body, field)) {
        T it = read.apply(element).orElseThrow(() -> unreadable(call, answer));
        found.put(id.apply(it), it);
      }
      token = body.path("nextToken").asText("");
      if (!token.isEmpty() && !tokens.add(token)) {
        throw new UnavailableException(
            "Cannot %s: AMC answers with the same next page again after %d. Repeat it later",
            what, tokens.size());
      }
    } while (!token.isEmpty());
    return List.copyOf(found.values());
  }

  private static JsonNode elements(AmcCall call, Answer answer, JsonNode body, String field) {
    JsonNode elements = body.path(field);
    boolean none = elements.isMissingNode() || elements.isNull();
    if (!elements.isArray() && !(none && isNoError(body))) {
      throw unreadable(call, answer);
    }
    return elements;
  }

  // Some servers leave an empty list out; an error that came with a 200 is none.
  private static boolean isNoError(JsonNode body) {
    return !body.has("message") && !body.has("details") && !body.has("code");
  }

  private static String query(String... parts) {
    String query = String.join("&", List.of(parts).stream().filter(it -> !it.isEmpty()).toList());
    return query.isEmpty() ? "" : "?" + query;
  }

  private static boolean isAbsent(Answer answer, String id) {
    return answer.status() == 404
        || (answer.status() == 400 && answer.says("with id " + id) && answer.says(ABSENT));
  }

  private static void expectSuccess(AmcCall call, Answer answer) {
    if (!answer.succeeded()) {
      throw new InvalidInputException(
          "AMC refuses to %s (%s)", call.what(), answer.problem(call.body()));
    }
  }

  private static JsonNode expectObject(AmcCall call, Answer answer) {
    expectSuccess(call, answer);
    return answer.object().orElseThrow(() -> unreadable(call, answer));
  }

  private static UnavailableException unreadable(AmcCall call, Answer answer) {
    return new UnavailableException(
        "Cannot %s: the answer is not what it should be (%s). Repeat it later",
        call.what(), answer.problem(MissingNode.getInstance()));
  }

  private static String workflowId(ObjectNode definition) {
    String id = definition.path("workflowId").asText("");
    Paths.expectId("workflowId", id);
    return id;
  }

  private static String workflowPath(String id) {
    return WORKFLOWS + "/" + Paths.segment("workflowId", id);
  }

  private static String executionPath(String id) {
    return EXECUTIONS + "/" + Paths.segment("workflowExecutionId", id);
  }
}
