package io.amcinsights.local.lambda;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** Reads one shard from where its mapping is. */
final class ShardReader {

  /** The most DynamoDB gives at once. */
  private static final int READ_LIMIT = 1000;

  private final StreamMappings.Spec mapping;
  private final StreamPollers.Settings settings;
  private final String shardId;
  private @Nullable String iterator;

  /**
   * What was read.
   *
   * @param end the shard is closed and has no more
   */
  record Page(List<Record> records, boolean end) {}

  ShardReader(StreamMappings.Spec mapping, StreamPollers.Settings settings, String shardId) {
    this.mapping = mapping;
    this.settings = settings;
    this.shardId = shardId;
  }

  /** The next records; a new reader begins after the last one that is done. */
  Page next() {
    GetRecordsResponse page;
    try {
      page = records(iterator == null ? atPosition() : iterator);
    } catch (ExpiredIteratorException e) {
      page = records(atPosition());
    } catch (TrimmedDataAccessException e) {
      page = records(at(ShardIteratorType.TRIM_HORIZON, null));
    }
    iterator = page.nextShardIterator();
    return new Page(page.records(), iterator == null);
  }

  private GetRecordsResponse records(String from) {
    int limit = Math.min(READ_LIMIT, mapping.batchSize());
    return settings.streams().getRecords(get -> get.shardIterator(from).limit(limit));
  }

  private String atPosition() {
    Optional<String> position = settings.checkpoints().position(mapping.id(), shardId);
    if (position.isPresent()) {
      try {
        return at(ShardIteratorType.AFTER_SEQUENCE_NUMBER, position.get());
      } catch (TrimmedDataAccessException | ResourceNotFoundException e) {
        // What it stands for is gone: the oldest record there is comes next.
      }
    }
    return at(ShardIteratorType.TRIM_HORIZON, null);
  }

  private String at(ShardIteratorType type, @Nullable String sequenceNumber) {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder()
            .streamArn(mapping.streamArn())
            .shardId(shardId)
            .shardIteratorType(type);
    if (sequenceNumber != null) {
      request.sequenceNumber(sequenceNumber);
    }
    return settings.streams().getShardIterator(request.build()).shardIterator();
  }
}
