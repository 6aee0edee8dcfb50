package io.amcinsights.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.LocalClients;
import io.amcinsights.local.TestClients;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

class S3ServerIT {

  private static final String LOUD = "loud";
  private static final String QUIET = "quiet";
  private static final Queue<JsonNode> EVENTS = new ConcurrentLinkedQueue<>();

  @TempDir private static Path folder;
  private static S3Server server;
  private static LocalClients clients;
  private static S3Client s3;

  @BeforeAll
  static void start() {
    LocalBuckets buckets = new LocalBuckets(folder.resolve("buckets.json"), folder.resolve("s3"));
    buckets.put(new Buckets.Spec(LOUD, "111111111111", "eu-west-1", true));
    buckets.put(new Buckets.Spec(QUIET, "000000000000", "us-east-1", false));
    server = S3Server.start(folder.resolve("s3"), 0, buckets, EVENTS::add);
    clients = TestClients.s3(server.endpoint());
    s3 = clients.s3();
  }

  @AfterAll
  static void stop() {
    clients.close();
    server.close();
  }

  @BeforeEach
  void forget() {
    EVENTS.clear();
  }

  @Test
  void aPutIsAnnouncedOnceInS3sOwnWords() {
    String etag = put(LOUD, "workflow=w/schedule=s/2023-05-02T21:42:25.904Z-ä + %.csv", "hello");

    assertThat(EVENTS).hasSize(1);
    JsonNode event = EVENTS.element();
    assertThat(event.path("version").asText()).isEqualTo("0");
    assertThat(event.path("source").asText()).isEqualTo("aws.s3");
    assertThat(event.path("detail-type").asText()).isEqualTo("Object Created");
    assertThat(event.path("account").asText()).isEqualTo("111111111111");
    assertThat(event.path("region").asText()).isEqualTo("eu-west-1");
    JsonNode detail = event.path("detail");
    assertThat(detail.path("reason").asText()).isEqualTo("PutObject");
    assertThat(detail.path("bucket").path("name").asText()).isEqualTo(LOUD);
    JsonNode object = detail.path("object");
    assertThat(object.path("key").asText())
        .isEqualTo("workflow=w/schedule=s/2023-05-02T21:42:25.904Z-ä + %.csv");
    assertThat(object.path("size").asLong()).isEqualTo(5);
    assertThat(object.path("etag").asText()).isEqualTo(etag).doesNotContain("\"");
    assertThat(object.path("sequencer").asText()).matches("[0-9A-F]{16,18}");
  }

  @Test
  void whatWasPutIsReadAndListed() {
    put(QUIET, "read/a.txt", "one");
    put(QUIET, "read/b.txt", "two");

    assertThat(s3.getObjectAsBytes(get -> get.bucket(QUIET).key("read/a.txt")).asUtf8String())
        .isEqualTo("one");
    assertThat(keys("read/")).containsExactly("read/a.txt", "read/b.txt");
    assertThat(EVENTS).isEmpty();
  }

  @Test
  void anOverwriteHasALaterSequencer() {
    put(LOUD, "order", "1");
    put(LOUD, "order", "2");

    List<String> sequencers =
        EVENTS.stream().map(event -> event.at("/detail/object/sequencer").asText()).toList();
    assertThat(sequencers).hasSize(2).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void ofManyConcurrentOverwritesTheLastSequencerBelongsToWhatIsThere() {
    IntStream.range(0, 20).parallel().forEach(i -> put(LOUD, "race", "content " + i));

    String etag = s3.headObject(head -> head.bucket(LOUD).key("race")).eTag().replace("\"", "");
    JsonNode last =
        EVENTS.stream()
            .max(
                (a, b) ->
                    a.at("/detail/object/sequencer")
                        .asText()
                        .compareTo(b.at("/detail/object/sequencer").asText()))
            .orElseThrow();
    assertThat(last.at("/detail/object/etag").asText()).isEqualTo(etag);
  }

  @Test
  void aMultipartUploadIsAnnouncedOnceWhenComplete() {
    String key = "parts/big.csv";
    String upload = s3.createMultipartUpload(create -> create.bucket(LOUD).key(key)).uploadId();
    byte[] first = new byte[5 * 1024 * 1024];
    List<CompletedPart> parts =
        Stream.of(RequestBody.fromBytes(first), RequestBody.fromString("tail"))
            .collect(
                java.util.ArrayList::new,
                (done, body) -> {
                  int number = done.size() + 1;
                  String etag =
                      s3.uploadPart(
                              part ->
                                  part.bucket(LOUD).key(key).uploadId(upload).partNumber(number),
                              body)
                          .eTag();
                  done.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
                },
                java.util.ArrayList::addAll);
    assertThat(EVENTS).isEmpty();

    s3.completeMultipartUpload(
        complete ->
            complete
                .bucket(LOUD)
                .key(key)
                .uploadId(upload)
                .multipartUpload(all -> all.parts(parts)));

    assertThat(EVENTS).hasSize(1);
    JsonNode detail = EVENTS.element().path("detail");
    assertThat(detail.path("reason").asText()).isEqualTo("CompleteMultipartUpload");
    assertThat(detail.at("/object/size").asLong()).isEqualTo(first.length + 4);
    assertThat(detail.at("/object/etag").asText()).endsWith("-2");
  }

  @Test
  void aCopyIsAnnounced() {
    put(QUIET, "copy/from", "x");

    s3.copyObject(
        copy ->
            copy.sourceBucket(QUIET)
                .sourceKey("copy/from")
                .destinationBucket(LOUD)
                .destinationKey("copy/to"));

    assertThat(EVENTS).hasSize(1);
    assertThat(EVENTS.element().at("/detail/reason").asText()).isEqualTo("CopyObject");
    assertThat(EVENTS.element().at("/detail/object/key").asText()).isEqualTo("copy/to");
  }

  @Test
  void aDeletionIsAnnouncedWhenThereWasSomethingToDelete() {
    put(LOUD, "gone/1", "x");
    put(LOUD, "gone/2", "x");
    EVENTS.clear();

    s3.deleteObject(delete -> delete.bucket(LOUD).key("gone/1"));
    s3.deleteObject(delete -> delete.bucket(LOUD).key("gone/never"));
    s3.deleteObjects(
        delete ->
            delete
                .bucket(LOUD)
                .delete(
                    Delete.builder()
                        .objects(identifier("gone/2"), identifier("gone/neither"))
                        .build()));

    assertThat(EVENTS)
        .extracting(event -> event.at("/detail/object/key").asText())
        .containsExactly("gone/1", "gone/2");
    assertThat(EVENTS)
        .allSatisfy(
            event -> {
              assertThat(event.path("detail-type").asText()).isEqualTo("Object Deleted");
              assertThat(event.at("/detail/deletion-type").asText())
                  .isEqualTo("Permanently Deleted");
              assertThat(event.at("/detail/reason").asText()).isEqualTo("DeleteObject");
            });
  }

  @Test
  void encryptionHeadersAreAcceptedAndAnswered() {
    String key = "arn:aws:kms:us-east-1:000000000000:key/1";
    var put =
        s3.putObject(
            request ->
                request
                    .bucket(QUIET)
                    .key("sse")
                    .metadata(java.util.Map.of("own", "value"))
                    .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                    .ssekmsKeyId(key),
            RequestBody.fromString("x"));
    var head = s3.headObject(request -> request.bucket(QUIET).key("sse"));

    assertThat(put.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
    assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
    assertThat(head.ssekmsKeyId()).isEqualTo(key);
    assertThat(head.metadata()).containsExactly(java.util.Map.entry("own", "value"));
  }

  @Test
  void anEncryptedMultipartUploadIsAccepted() {
    String upload =
        s3.createMultipartUpload(
                create ->
                    create
                        .bucket(QUIET)
                        .key("sse-parts")
                        .serverSideEncryption(ServerSideEncryption.AES256))
            .uploadId();
    String etag =
        s3.uploadPart(
                part -> part.bucket(QUIET).key("sse-parts").uploadId(upload).partNumber(1),
                RequestBody.fromString("x"))
            .eTag();
    s3.completeMultipartUpload(
        complete ->
            complete
                .bucket(QUIET)
                .key("sse-parts")
                .uploadId(upload)
                .multipartUpload(
                    all -> all.parts(CompletedPart.builder().partNumber(1).eTag(etag).build())));

    var head = s3.headObject(request -> request.bucket(QUIET).key("sse-parts"));
    assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
    assertThat(head.metadata()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mangled")
  void aKeyThatFilesCannotCarryIsRefusedWithTheReason(String key, String reason) {
    put(QUIET, "taken", "x");
    put(QUIET, "folder/x", "x");

    assertThatThrownBy(() -> put(QUIET, key, "x"))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(400))
        .hasMessageContaining(reason);
  }

  @Test
  void aRefusalOfAnObjectThatIsStillBeingSentReachesTheClient() {
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(
              () ->
                  s3.putObject(
                      it -> it.bucket(QUIET).key("a//large"),
                      RequestBody.fromBytes(new byte[900_000])))
          .isInstanceOf(S3Exception.class);
    }
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> mangled() {
    return Stream.of(
        org.junit.jupiter.params.provider.Arguments.of("a/../y", "'..' cannot be stored"),
        org.junit.jupiter.params.provider.Arguments.of("a//y", "an empty segment"),
        org.junit.jupiter.params.provider.Arguments.of("a".repeat(256) + "/y", "256 bytes"),
        org.junit.jupiter.params.provider.Arguments.of("y/" + "a".repeat(219), "219 bytes"),
        org.junit.jupiter.params.provider.Arguments.of("taken/x", "below the object 'taken'"),
        org.junit.jupiter.params.provider.Arguments.of("folder", "beginning of other keys"));
  }

  @Test
  void onlyOneOfManyConditionalWritersWins() {
    long winners =
        IntStream.range(0, 16)
            .parallel()
            .filter(
                i -> {
                  try {
                    s3.putObject(
                        put -> put.bucket(LOUD).key("once").ifNoneMatch("*"),
                        RequestBody.fromString("w" + i));
                    return true;
                  } catch (S3Exception e) {
                    assertThat(e.statusCode()).isEqualTo(412);
                    return false;
                  }
                })
            .count();

    assertThat(winners).isEqualTo(1);
    assertThat(EVENTS).hasSize(1);
  }

  /** One in eleven was stored, refused and stored again when the end of it was left unread. */
  @Test
  void aPutWithAChecksumBehindItsLastByteIsStoredOnce() {
    for (int i = 0; i < 300; i++) {
      put(LOUD, "sum", "x");
    }

    assertThat(EVENTS).hasSize(300);
  }

  private static ObjectIdentifier identifier(String key) {
    return ObjectIdentifier.builder().key(key).build();
  }

  private static List<String> keys(String prefix) {
    return s3.listObjectsV2(list -> list.bucket(QUIET).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private static String put(String bucket, String key, String content) {
    return s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(content))
        .eTag()
        .replace("\"", "");
  }
}
