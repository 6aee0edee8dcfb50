package io.amcinsights.local.s3;

import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Announces every change before the client hears that it was made, and refuses keys that files
 * cannot carry.
 *
 * <p>Batch deletes arrive here one key at a time.
 */
final class NotifyingBlobStore extends ForwardingBlobStore {

  /** S3Proxy's own bookkeeping of multipart uploads passes as objects of these names. */
  private static final String MULTIPART_STUB = ".s3proxy-mpu-stub-";

  private static final Pattern UNFINISHED =
      Pattern.compile("(.+)-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final KeyRules rules;
  private final KeyLocks locks = new KeyLocks();
  private final ObjectNotifications notifications;

  NotifyingBlobStore(BlobStore objects, KeyRules rules, ObjectNotifications notifications) {
    super(objects);
    this.rules = rules;
    this.notifications = notifications;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    String key = request.key();
    if (key.startsWith(MULTIPART_STUB)) {
      return super.putBlob(request, payload);
    }
    check(request.bucket(), key);
    return locks.holding(
        request.bucket(),
        key,
        () -> {
          PutObjectResponse answer = super.putBlob(request, payload);
          Long size = request.contentLength();
          notifications.created(
              request.bucket(), key, size == null ? 0 : size, plain(answer.eTag()), "PutObject");
          return answer;
        });
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    String bucket = request.destinationBucket();
    String key = request.destinationKey();
    check(bucket, key);
    return locks.holding(
        bucket,
        key,
        () -> {
          CopyObjectResponse answer = super.copyBlob(request);
          announce(bucket, key, "CopyObject");
          return answer;
        });
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    check(request.bucket(), request.key());
    return super.initiateMultipartUpload(request);
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    String bucket = upload.containerName();
    String key = upload.blobName();
    check(bucket, key);
    return locks.holding(
        bucket,
        key,
        () -> {
          CompleteMultipartUploadResponse answer = super.completeMultipartUpload(upload, request);
          announce(bucket, key, "CompleteMultipartUpload");
          return answer;
        });
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    String bucket = request.bucket();
    String key = request.key();
    if (key.startsWith(MULTIPART_STUB) || !notifications.wanted(bucket)) {
      return super.removeBlob(request);
    }
    return locks.holding(
        bucket,
        key,
        () -> {
          Optional<HeadObjectResponse> before =
              Optional.ofNullable(blobMetadataIfPresent(bucket, key));
          DeleteObjectResponse answer = super.removeBlob(request);
          // S3 says nothing either when there was nothing to delete.
          before.ifPresent(head -> notifications.deleted(bucket, key, plain(head.eTag())));
          return answer;
        });
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response page = super.list(request);
    return page.toBuilder()
        .contents(
            page.contents().stream()
                .filter(object -> !isUnfinished(request.bucket(), object.key()))
                .toList())
        .build();
  }

  /** An upload in progress lies beside its key under a random name until it is complete. */
  private boolean isUnfinished(String bucket, String key) {
    Matcher name = UNFINISHED.matcher(key);
    return name.matches() && locks.isHeld(bucket, name.group(1));
  }

  private void announce(String bucket, String key, String reason) {
    if (notifications.wanted(bucket)) {
      HeadObjectResponse head = blobMetadata(bucket, key);
      notifications.created(bucket, key, head.contentLength(), plain(head.eTag()), reason);
    }
  }

  private void check(String bucket, String key) {
    rules
        .refusal(bucket, key)
        .ifPresent(
            reason -> {
              throw S3Exceptions.invalidArgument(reason);
            });
  }

  private static String plain(String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }
}
