package io.amcinsights.stageb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadManifestJson;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.core.store.ObjectStore;
import java.util.Optional;
import java.util.UUID;

/** The files of loads in the stage bucket: {@code loads/{table}/{generation}/{round}/}. */
final class LoadFiles {

  private static final String JSON = "application/json";

  private final ObjectStore store;
  private final String bucket;

  LoadFiles(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  String bucket() {
    return bucket;
  }

  ObjectId manifestOf(LoadId load) {
    return new ObjectId(bucket, "loads/" + load + "/manifest.json");
  }

  /** A name no other run of the load writes to. */
  ObjectId newResultOf(LoadId load) {
    return new ObjectId(bucket, "loads/" + load + "/result-" + UUID.randomUUID() + ".json");
  }

  /** Empty when the load was never planned to its end. */
  Optional<LoadManifest> manifest(LoadId load) {
    return read(manifestOf(load)).map(LoadManifestJson::read);
  }

  LoadManifest manifest(ObjectId object) {
    return LoadManifestJson.read(required("manifest", object));
  }

  /** Writes the manifest unless there is one; the answer is the one that stands. */
  LoadManifest settle(LoadManifest manifest) {
    ObjectId object = manifestOf(LoadId.parse(manifest.commitId()));
    byte[] content = LoadManifestJson.write(manifest).getBytes(UTF_8);
    return store.writeIfAbsent(object, content, JSON) ? manifest : manifest(object);
  }

  LoadResult result(ObjectId object) {
    return LoadResultJson.read(required("result", object));
  }

  void write(ObjectId object, LoadResult result) {
    store.write(object, LoadResultJson.write(result).getBytes(UTF_8), JSON);
  }

  private String required(String what, ObjectId object) {
    return read(object)
        .orElseThrow(
            () ->
                new UnavailableException("The %s of a load, %s, is not there", what, object.uri()));
  }

  private Optional<String> read(ObjectId object) {
    return store.read(object).map(content -> new String(content, UTF_8));
  }
}
