package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.transform.Profile;
import java.nio.file.Path;
import java.util.Optional;

/** A pre-staged delivery on local disk. */
record StagedFile(LoadManifest.Entry entry, Profile profile, Path data) {

  Optional<Profile.Column> column(String name) {
    return profile.columns().stream().filter(column -> column.name().equals(name)).findFirst();
  }

  String object() {
    return entry.delivery().object().uri();
  }
}
