package io.amcinsights.local.s3;

import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Accepts encryption headers and answers with them, as clients of an encrypted bucket expect;
 * nothing is encrypted on a laptop.
 */
final class EncryptionBlobStore extends ForwardingBlobStore {

  // The server writes a multipart object with metadata of its own: the labels join at the end. A
  // restart in the middle of an upload forgets them, which costs only the answer's header.
  private final Map<String, EncryptionLabels> uploads = new ConcurrentHashMap<>();

  EncryptionBlobStore(BlobStore objects) {
    super(objects);
  }

  @Override
  public boolean supportsServerSideEncryption() {
    return true;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    EncryptionLabels labels = EncryptionLabels.of(request);
    if (labels.algorithm() == null) {
      return super.putBlob(request, payload);
    }
    PutObjectRequest.Builder plain =
        request.toBuilder()
            .metadata(labels.addedTo(request.metadata()))
            .serverSideEncryption((String) null)
            .ssekmsKeyId(null)
            .ssekmsEncryptionContext(null)
            .bucketKeyEnabled(null);
    return super.putBlob(plain.build(), payload).toBuilder()
        .serverSideEncryption(labels.algorithm())
        .ssekmsKeyId(labels.key())
        .build();
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    EncryptionLabels labels = EncryptionLabels.of(request);
    if (labels.algorithm() == null) {
      return super.copyBlob(request);
    }
    return super.copyBlob(labelled(request, labels)).toBuilder()
        .serverSideEncryption(labels.algorithm())
        .ssekmsKeyId(labels.key())
        .build();
  }

  private CopyObjectRequest labelled(CopyObjectRequest request, EncryptionLabels labels) {
    CopyObjectRequest.Builder plain =
        request.toBuilder()
            .serverSideEncryption((String) null)
            .ssekmsKeyId(null)
            .ssekmsEncryptionContext(null)
            .bucketKeyEnabled(null);
    if (request.metadataDirective() == MetadataDirective.REPLACE) {
      return plain.metadata(labels.addedTo(request.metadata())).build();
    }
    // A copy keeps its source's metadata; with a label to add it has to be given in full.
    HeadObjectResponse source = blobMetadata(request.sourceBucket(), request.sourceKey());
    return plain
        .metadataDirective(MetadataDirective.REPLACE)
        .metadata(labels.addedTo(source.metadata()))
        .contentType(source.contentType())
        .contentEncoding(source.contentEncoding())
        .contentDisposition(source.contentDisposition())
        .contentLanguage(source.contentLanguage())
        .cacheControl(source.cacheControl())
        .build();
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    EncryptionLabels labels = EncryptionLabels.of(request);
    if (labels.algorithm() == null) {
      return super.initiateMultipartUpload(request);
    }
    CreateMultipartUploadRequest.Builder plain =
        request.toBuilder()
            .serverSideEncryption((String) null)
            .ssekmsKeyId(null)
            .ssekmsEncryptionContext(null)
            .bucketKeyEnabled(null);
    MultipartUpload upload = super.initiateMultipartUpload(plain.build());
    uploads.put(upload.id(), labels);
    return new MultipartUpload(
        upload.id(),
        upload.request(),
        CreateMultipartUploadResponse.builder()
            .serverSideEncryption(labels.algorithm())
            .ssekmsKeyId(labels.key())
            .build());
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    super.abortMultipartUpload(upload);
    uploads.remove(upload.id());
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    EncryptionLabels labels = uploads.get(upload.id());
    if (labels == null) {
      return super.completeMultipartUpload(upload, request);
    }
    CreateMultipartUploadRequest labelled =
        upload.request().toBuilder().metadata(labels.addedTo(upload.request().metadata())).build();
    CompleteMultipartUploadResponse answer =
        super.completeMultipartUpload(new MultipartUpload(upload.id(), labelled), request);
    uploads.remove(upload.id());
    return answer.toBuilder()
        .serverSideEncryption(labels.algorithm())
        .ssekmsKeyId(labels.key())
        .build();
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    HeadObjectResponse head = super.blobMetadata(request);
    EncryptionLabels labels = EncryptionLabels.in(head.metadata());
    return head.toBuilder()
        .metadata(EncryptionLabels.removedFrom(head.metadata()))
        .serverSideEncryption(labels.algorithm())
        .ssekmsKeyId(labels.key())
        .build();
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    ResponseInputStream<GetObjectResponse> blob = super.getBlob(request);
    GetObjectResponse answer = blob.response();
    EncryptionLabels labels = EncryptionLabels.in(answer.metadata());
    return new ResponseInputStream<>(
        answer.toBuilder()
            .metadata(EncryptionLabels.removedFrom(answer.metadata()))
            .serverSideEncryption(labels.algorithm())
            .ssekmsKeyId(labels.key())
            .build(),
        blob);
  }
}
