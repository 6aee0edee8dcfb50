package io.amcinsights.local.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3 on loopback: plain files below one folder, with native events. */
public final class S3Server implements AutoCloseable {

  private static final String IDENTITY = "local";
  private static final String CREDENTIAL = "localsecret";

  private final S3Proxy proxy;

  private S3Server(S3Proxy proxy) {
    this.proxy = proxy;
  }

  /**
   * Starts serving.
   *
   * @param root where the objects lie, the same as that of the buckets
   * @param port 0 for a free one
   * @param bus is told of every change before the client is answered
   */
  public static S3Server start(
      Path root, int port, LocalBuckets buckets, Consumer<ObjectNode> bus) {
    UnfinishedUploads.remove(root);
    ObjectNotifications notifications =
        new ObjectNotifications(
            buckets, Sequencers.open(root.resolveSibling("sequencer")), bus, Clock.systemUTC());
    BlobStore store =
        new NotifyingBlobStore(
            new EncryptionBlobStore(new FilesystemNio2BlobStore(root.toString())),
            new KeyRules(root),
            notifications);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, IDENTITY, CREDENTIAL)
            .ignoreUnknownHeaders(true)
            .v4MaxNonChunkedRequestSize(1L << 30)
            .jettyMaxThreads(32)
            .build();
    BucketSettings.of(proxy, buckets);
    ReadToTheEnd.of(proxy);
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot start S3 on port %d".formatted(port), e);
    }
    return new S3Server(proxy);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot stop S3", e);
    }
  }
}
