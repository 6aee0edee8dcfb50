package io.amcinsights.local.asl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StopExecutionResponse;

/** The calls of Step Functions that the product makes. Wrapped by {@link RefusingClient}. */
final class LocalStepFunctions implements SfnClient {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.-]{1,80}");
  private static final int PAGE = 100;

  private final StateMachineEngine engine;

  LocalStepFunctions(StateMachineEngine engine) {
    this.engine = engine;
  }

  /** The two names in the ARN of an execution. */
  private record Address(String machine, String name) {}

  @Override
  public StartExecutionResponse startExecution(StartExecutionRequest request) {
    Machine machine = machine(request.stateMachineArn());
    String name = request.name() == null ? UUID.randomUUID().toString() : request.name();
    if (!NAME.matcher(name).matches()) {
      throw failure(
          InvalidNameException.builder(),
          "InvalidName",
          "Invalid Name: '" + name + "'; expected 1 to 80 of 0-9 A-Z a-z _ . -");
    }
    Machine.Start start = machine.start(name, input(request.input()));
    String arn = machine.executionArn(name);
    if (start.outcome() == Machine.Started.REFUSED) {
      throw failure(
          ExecutionAlreadyExistsException.builder(),
          "ExecutionAlreadyExists",
          "Execution Already Exists: '" + arn + "'");
    }
    return StartExecutionResponse.builder().executionArn(arn).startDate(start.at()).build();
  }

  private static JsonNode input(@Nullable String text) {
    try {
      return MAPPER.readTree(text == null ? "{}" : text);
    } catch (JsonProcessingException e) {
      throw failure(
          InvalidExecutionInputException.builder(),
          "InvalidExecutionInput",
          "Invalid State Machine Execution Input: " + e.getOriginalMessage());
    }
  }

  @Override
  public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
    String arn = request.executionArn();
    Address address = address(arn);
    ExecutionRecord record = record(arn, address);
    ExecutionRecord.End end = record.end();
    DescribeExecutionResponse.Builder response =
        DescribeExecutionResponse.builder()
            .executionArn(arn)
            .stateMachineArn(machineArn(arn, address))
            .name(address.name())
            .status((end == null ? Status.RUNNING : end.status()).name())
            .startDate(record.startedAt())
            .input(record.input().toString());
    if (end != null) {
      JsonNode output = end.output();
      response
          .stopDate(end.at())
          .output(output == null ? null : output.toString())
          .error(end.error())
          .cause(end.cause());
    }
    return response.build();
  }

  @Override
  public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
    String arn = request.stateMachineArn();
    Machine machine = machine(arn);
    // By name: one that ends meanwhile is seen twice.
    Map<String, ExecutionListItem> byName = new LinkedHashMap<>();
    for (Execution execution : machine.running()) {
      if (!execution.ended()) {
        String name = execution.identity().name();
        byName.put(name, item(machine, name, Status.RUNNING, execution.startedAt(), null));
      }
    }
    for (MachineStore.Closed closed : machine.store().closed()) {
      byName.put(
          closed.name(),
          item(machine, closed.name(), closed.status(), closed.start(), closed.stop()));
    }
    List<ExecutionListItem> all = new ArrayList<>(byName.values());
    all.removeIf(
        item ->
            request.statusFilterAsString() != null
                && !request.statusFilterAsString().equals(item.statusAsString()));
    all.sort(
        Comparator.comparing(ExecutionListItem::startDate)
            .reversed()
            .thenComparing(ExecutionListItem::name));
    int from = offset(request.nextToken());
    int size =
        request.maxResults() == null || request.maxResults() == 0 ? PAGE : request.maxResults();
    int to = Math.min(all.size(), from + size);
    return ListExecutionsResponse.builder()
        .executions(all.subList(Math.min(from, to), to))
        .nextToken(to < all.size() ? String.valueOf(to) : null)
        .build();
  }

  private static int offset(@Nullable String token) {
    try {
      return token == null ? 0 : Integer.parseInt(token);
    } catch (NumberFormatException e) {
      throw failure(
          InvalidTokenException.builder(), "InvalidToken", "Invalid Token: '" + token + "'");
    }
  }

  private static ExecutionListItem item(
      Machine machine, String name, Status status, Instant start, @Nullable Instant stop) {
    return ExecutionListItem.builder()
        .executionArn(machine.executionArn(name))
        .stateMachineArn(machine.spec().arn())
        .name(name)
        .status(status.name())
        .startDate(start)
        .stopDate(stop)
        .build();
  }

  @Override
  public StopExecutionResponse stopExecution(StopExecutionRequest request) {
    Address address = address(request.executionArn());
    ExecutionRecord record = record(request.executionArn(), address);
    Execution execution =
        engine.machine(address.machine()).map(m -> m.running(address.name())).orElse(null);
    if (execution != null) {
      execution.stop(request.error(), request.cause());
    }
    ExecutionRecord.End end = record.end();
    return StopExecutionResponse.builder()
        .stopDate(end == null ? engine.machinery().now() : end.at())
        .build();
  }

  @Override
  public DescribeStateMachineResponse describeStateMachine(DescribeStateMachineRequest request) {
    Machine machine = machine(request.stateMachineArn());
    StateMachines.Spec spec = machine.spec();
    return DescribeStateMachineResponse.builder()
        .stateMachineArn(spec.arn())
        .name(spec.name())
        .roleArn(spec.role())
        .definition(spec.definition())
        .status(StateMachineStatus.ACTIVE)
        .type(StateMachineType.STANDARD)
        .creationDate(machine.createdAt())
        .build();
  }

  @Override
  public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
    Address address = address(request.executionArn());
    return GetExecutionHistoryResponse.builder()
        .events(
            History.of(
                record(request.executionArn(), address),
                Boolean.TRUE.equals(request.reverseOrder())))
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  private Machine machine(String arn) {
    String name = arn.substring(arn.lastIndexOf(':') + 1);
    return engine
        .machine(name)
        .filter(machine -> machine.spec().arn().equals(arn))
        .orElseThrow(
            () ->
                failure(
                    StateMachineDoesNotExistException.builder(),
                    "StateMachineDoesNotExist",
                    "State Machine Does Not Exist: '" + arn + "'"));
  }

  private ExecutionRecord record(String arn, Address address) {
    return engine
        .store(address.machine())
        .find(address.name())
        .orElseThrow(
            () ->
                failure(
                    ExecutionDoesNotExistException.builder(),
                    "ExecutionDoesNotExist",
                    "Execution Does Not Exist: '" + arn + "'"));
  }

  private static Address address(String arn) {
    String[] parts = arn.split(":", -1);
    if (parts.length != 8
        || !parts[5].equals("execution")
        || !NAME.matcher(parts[6]).matches()
        || !NAME.matcher(parts[7]).matches()) {
      throw failure(InvalidArnException.builder(), "InvalidArn", "Invalid Arn: '" + arn + "'");
    }
    return new Address(parts[6], parts[7]);
  }

  private static String machineArn(String arn, Address address) {
    String machine = arn.substring(0, arn.length() - address.name().length() - 1);
    return machine.replace(":execution:", ":stateMachine:");
  }

  private static SfnException failure(SfnException.Builder builder, String code, String message) {
    return (SfnException)
        builder
            .message(message)
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("Sfn")
                    .errorCode(code)
                    .errorMessage(message)
                    .build())
            .build();
  }
}
