package io.amcinsights.core.store.s3;

import io.amcinsights.core.aws.AwsErrors;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.store.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects in Amazon S3, or whatever speaks its protocol. */
public final class S3ObjectStore implements ObjectStore {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  // Gone (404), a delete marker (405), or overwritten (412): in each case not that content.
  private static final Set<Integer> NOT_THAT_CONTENT = Set.of(NOT_FOUND, 405, PRECONDITION_FAILED);

  private static final int MOST_LISTED = 1_000;

  private final S3Client s3;
  private final int page;

  public S3ObjectStore(S3Client s3) {
    this(s3, MOST_LISTED);
  }

  /** With smaller pages, so that a test of paging needs few objects. */
  S3ObjectStore(S3Client s3, int page) {
    this.s3 = s3;
    this.page = page;
  }

  @Override
  public Optional<byte[]> read(ObjectId id) {
    try {
      return Optional.of(
          call("read", id, () -> s3.getObjectAsBytes(request(id).build())).asByteArrayUnsafe());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  @Override
  public void download(ObjectId id, Path target) {
    try {
      call("download", id, () -> s3.getObject(request(id).build(), target));
    } catch (NoSuchKeyException e) {
      throw new InvalidInputException(
          e, "%s is gone; redrive its delivery so that it is written again", id.uri());
    }
  }

  @Override
  public boolean download(ObjectId id, @Nullable String versionId, String etag, Path target) {
    GetObjectRequest.Builder that =
        versionId != null
            ? request(id).versionId(versionId)
            : request(id).ifMatch("\"" + etag + "\"");
    try {
      call("download", id, () -> s3.getObject(that.build(), target));
      return true;
    } catch (S3Exception e) {
      if (NOT_THAT_CONTENT.contains(e.statusCode())) {
        return false;
      }
      throw e;
    }
  }

  private static GetObjectRequest.Builder request(ObjectId id) {
    return GetObjectRequest.builder().bucket(id.bucket()).key(id.key());
  }

  @Override
  public void write(ObjectId id, byte[] content, String contentType) {
    put(put(id, contentType), id, RequestBody.fromBytes(content));
  }

  @Override
  public void upload(ObjectId id, Path file, String contentType) {
    put(put(id, contentType), id, RequestBody.fromFile(file));
  }

  @Override
  public boolean writeIfAbsent(ObjectId id, byte[] content, String contentType) {
    try {
      put(put(id, contentType).ifNoneMatch("*"), id, RequestBody.fromBytes(content));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return false;
      }
      if (e.statusCode() == CONFLICT) {
        throw new UnavailableException(
            e, "%s is being written by somebody else; try again", id.uri());
      }
      throw e;
    }
  }

  private static PutObjectRequest.Builder put(ObjectId id, String contentType) {
    return PutObjectRequest.builder().bucket(id.bucket()).key(id.key()).contentType(contentType);
  }

  private void put(PutObjectRequest.Builder request, ObjectId id, RequestBody content) {
    call("write", id, () -> s3.putObject(request.build(), content));
  }

  @Override
  public Page list(String bucket, String prefix, @Nullable String next) {
    ListObjectsV2Response found =
        AwsErrors.call(
            "list s3://%s/%s".formatted(bucket, prefix),
            () ->
                s3.listObjectsV2(
                    it -> it.bucket(bucket).prefix(prefix).continuationToken(next).maxKeys(page)));
    List<Listed> listed = found.contents().stream().map(it -> listed(bucket, it)).toList();
    return new Page(listed, found.nextContinuationToken());
  }

  private static Listed listed(String bucket, S3Object object) {
    return new Listed(
        new ObjectId(bucket, object.key()),
        object.size(),
        object.eTag().replace("\"", ""),
        object.lastModified());
  }

  private static <T> T call(String verb, ObjectId id, Supplier<T> call) {
    return AwsErrors.call(verb + " " + id.uri(), call);
  }
}
