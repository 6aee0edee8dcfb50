package io.amcinsights.core.store.s3;

import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.store.ObjectStoreContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectStoreIT extends ObjectStoreContract {

  @TempDir static Path objects;

  private static S3Proxy server;
  private static S3Client s3;

  private final String bucket = "bucket-" + UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    server =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(objects.toString()))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "local", "localsecret")
            .ignoreUnknownHeaders(true)
            .build();
    server.start();
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("local", "localsecret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterAll
  static void stop() throws Exception {
    s3.close();
    server.stop();
  }

  @Override
  protected ObjectStore store() {
    return new S3ObjectStore(s3, page());
  }

  @Override
  protected String bucket() {
    s3.createBucket(it -> it.bucket(bucket));
    return bucket;
  }

  @Override
  protected int page() {
    return 20;
  }

  @Override
  protected void delete(ObjectId id) {
    s3.deleteObject(it -> it.bucket(id.bucket()).key(id.key()));
  }
}
