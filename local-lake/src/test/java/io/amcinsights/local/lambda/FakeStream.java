package io.amcinsights.local.lambda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Shards whose life a test decides on; it describes one shard at a time. */
final class FakeStream implements DynamoDbStreamsClient {

  private final Map<String, Content> shards = new LinkedHashMap<>();
  private int age;

  private static final class Content {
    private final @Nullable String parent;
    private final List<Record> records = new ArrayList<>();
    private boolean closed;

    Content(@Nullable String parent) {
      this.parent = parent;
    }
  }

  synchronized FakeStream shard(String id, @Nullable String parent) {
    shards.put(id, new Content(parent));
    return this;
  }

  synchronized FakeStream add(String shard, String... numbers) {
    for (String number : numbers) {
      content(shard).records.add(StreamTestBench.record(number));
    }
    return this;
  }

  synchronized void close(String shard) {
    content(shard).closed = true;
  }

  synchronized void drop(String shard) {
    shards.remove(shard);
  }

  /** Iterators given so far are good for nothing. */
  synchronized void expireIterators() {
    age++;
  }

  private Content content(String shard) {
    Content content = shards.get(shard);
    if (content == null) {
      throw new IllegalArgumentException(shard);
    }
    return content;
  }

  @Override
  public synchronized DescribeStreamResponse describeStream(DescribeStreamRequest request) {
    List<String> ids = new ArrayList<>(shards.keySet());
    int at = ids.indexOf(request.exclusiveStartShardId()) + 1;
    String last = at + 1 < ids.size() ? ids.get(at) : null;
    return DescribeStreamResponse.builder()
        .streamDescription(
            stream ->
                stream
                    .shards(ids.stream().skip(at).limit(1).map(this::describe).toList())
                    .lastEvaluatedShardId(last))
        .build();
  }

  private Shard describe(String id) {
    return Shard.builder().shardId(id).parentShardId(content(id).parent).build();
  }

  @Override
  public synchronized GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
    int at = 0;
    if (request.shardIteratorType() == ShardIteratorType.AFTER_SEQUENCE_NUMBER) {
      List<String> numbers =
          content(request.shardId()).records.stream()
              .map(record -> record.dynamodb().sequenceNumber())
              .toList();
      at = numbers.indexOf(request.sequenceNumber()) + 1;
      if (at == 0) {
        throw TrimmedDataAccessException.builder().message("trimmed").build();
      }
    }
    return GetShardIteratorResponse.builder()
        .shardIterator(iterator(request.shardId(), at))
        .build();
  }

  @Override
  public synchronized GetRecordsResponse getRecords(GetRecordsRequest request) {
    String[] parts = request.shardIterator().split("/", -1);
    if (Integer.parseInt(parts[2]) != age) {
      throw ExpiredIteratorException.builder().message("expired").build();
    }
    Content content = content(parts[0]);
    int from = Integer.parseInt(parts[1]);
    int to = Math.min(content.records.size(), from + request.limit());
    boolean end = content.closed && to == content.records.size();
    return GetRecordsResponse.builder()
        .records(List.copyOf(content.records.subList(from, to)))
        .nextShardIterator(end ? null : iterator(parts[0], to))
        .build();
  }

  private String iterator(String shard, int at) {
    return shard + "/" + at + "/" + age;
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {}
}
