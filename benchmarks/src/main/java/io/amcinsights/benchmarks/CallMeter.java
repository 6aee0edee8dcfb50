package io.amcinsights.benchmarks;

import io.amcinsights.core.cost.Unit;
import io.amcinsights.core.cost.Usage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Counts the calls that every client of the AWS SDK in this process makes, the table library's
 * included. The SDK finds it by its resource file. Calls of the main thread, which drives a
 * benchmark, do not count.
 */
public final class CallMeter implements ExecutionInterceptor {

  private static final Set<String> S3_READS =
      Set.of("GetObject", "HeadObject", "HeadBucket", "GetObjectAttributes");
  private static final Set<String> S3_FREE =
      Set.of("DeleteObject", "DeleteObjects", "AbortMultipartUpload");
  private static final Map<Unit, DoubleAdder> COUNTED = new ConcurrentHashMap<>();
  private static final Map<String, LongAdder> OPERATIONS = new ConcurrentHashMap<>();

  /** Everything since the process began. */
  static Usage counted() {
    Map<Unit, Double> sums = new EnumMap<>(Unit.class);
    COUNTED.forEach((unit, sum) -> sums.put(unit, sum.sum()));
    return new Usage(sums);
  }

  /** Calls by service and operation since the process began. */
  static Map<String, Long> operations() {
    Map<String, Long> calls = new TreeMap<>();
    OPERATIONS.forEach((name, count) -> calls.put(name, count.sum()));
    return calls;
  }

  /** Calls to S3 and DynamoDB since the process began. */
  static long calls() {
    return operations().entrySet().stream()
        .filter(it -> !it.getKey().startsWith("Sqs"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Override
  public SdkRequest modifyRequest(
      Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
    ReturnConsumedCapacity total = ReturnConsumedCapacity.TOTAL;
    SdkRequest request = context.request();
    if (request instanceof GetItemRequest it) {
      return it.toBuilder().returnConsumedCapacity(total).build();
    }
    if (request instanceof PutItemRequest it) {
      return it.toBuilder().returnConsumedCapacity(total).build();
    }
    if (request instanceof UpdateItemRequest it) {
      return it.toBuilder().returnConsumedCapacity(total).build();
    }
    if (request instanceof DeleteItemRequest it) {
      return it.toBuilder().returnConsumedCapacity(total).build();
    }
    if (request instanceof QueryRequest it) {
      return it.toBuilder().returnConsumedCapacity(total).build();
    }
    if (request instanceof BatchGetItemRequest it) {
      return it.toBuilder().returnConsumedCapacity(total).build();
    }
    if (request instanceof BatchWriteItemRequest it) {
      return it.toBuilder().returnConsumedCapacity(total).build();
    }
    if (request instanceof TransactWriteItemsRequest it) {
      return it.toBuilder().returnConsumedCapacity(total).build();
    }
    return request;
  }

  @Override
  public void afterExecution(
      Context.AfterExecution context, ExecutionAttributes executionAttributes) {
    if (isCounted()) {
      String service = executionAttributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
      String operation = executionAttributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
      count(String.valueOf(service), String.valueOf(operation), context);
    }
  }

  /** A condition that does not hold is billed like a write that happens. */
  @Override
  public void onExecutionFailure(
      Context.FailedExecution context, ExecutionAttributes executionAttributes) {
    if (isCounted()) {
      String service = executionAttributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
      String operation = executionAttributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
      note(service + " " + operation + " refused");
      if ("DynamoDb".equals(service)) {
        add(isWrite(String.valueOf(operation)) ? Unit.DYNAMODB_WRITES : Unit.DYNAMODB_READS, 1);
      } else if ("S3".equals(service)) {
        add(s3(String.valueOf(operation)), 1);
      }
    }
  }

  private static void count(String service, String operation, Context.AfterExecution context) {
    if (context.response() instanceof ReceiveMessageResponse received && !received.hasMessages()) {
      note("Sqs ReceiveMessage of nothing");
      return;
    }
    note(service + " " + operation);
    switch (service) {
      case "S3" -> {
        if (!S3_FREE.contains(operation)) {
          add(s3(operation), 1);
        }
      }
      case "Sqs" -> add(Unit.SQS_REQUESTS, 1);
      case "DynamoDb" ->
          add(
              isWrite(operation) ? Unit.DYNAMODB_WRITES : Unit.DYNAMODB_READS,
              capacity(context.response()));
      default -> {}
    }
  }

  private static Unit s3(String operation) {
    return S3_READS.contains(operation) ? Unit.S3_READS : Unit.S3_WRITES;
  }

  private static boolean isWrite(String operation) {
    return !operation.contains("Get") && !operation.equals("Query") && !operation.equals("Scan");
  }

  private static double capacity(software.amazon.awssdk.core.SdkResponse response) {
    Object consumed = response.getValueForField("ConsumedCapacity", Object.class).orElse(null);
    if (consumed instanceof ConsumedCapacity one) {
      return one.capacityUnits();
    }
    double sum = 0;
    if (consumed instanceof List<?> several) {
      for (Object each : several) {
        sum += each instanceof ConsumedCapacity one ? one.capacityUnits() : 0;
      }
    }
    return sum;
  }

  private static boolean isCounted() {
    return !Thread.currentThread().getName().equals("main");
  }

  private static void note(String operation) {
    OPERATIONS.computeIfAbsent(operation, key -> new LongAdder()).increment();
  }

  private static void add(Unit unit, double amount) {
    COUNTED.computeIfAbsent(unit, key -> new DoubleAdder()).add(amount);
  }
}
