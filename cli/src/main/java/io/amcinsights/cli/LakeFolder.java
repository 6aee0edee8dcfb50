package io.amcinsights.cli;

import io.amcinsights.local.control.LakeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder of one lake, and whether that lake runs. */
record LakeFolder(Path path) {

  /** The named folder, else {@code $LAKE_DIR}, else the lake last started here, else .lake. */
  static LakeFolder choose(@Nullable Path named, Surroundings surroundings) {
    if (named != null) {
      return at(surroundings.work().resolve(named));
    }
    String variable = surroundings.environment().getOrDefault("LAKE_DIR", "");
    if (!variable.isBlank()) {
      return at(surroundings.work().resolve(variable));
    }
    return remembered(surroundings).orElseGet(() -> at(surroundings.home().resolve(".lake")));
  }

  private static Optional<LakeFolder> remembered(Surroundings surroundings) {
    Path marker = surroundings.current();
    try {
      return Files.exists(marker)
          ? Optional.of(at(Path.of(Files.readString(marker).strip())))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + marker, e);
    }
  }

  private static LakeFolder at(Path path) {
    return new LakeFolder(path.toAbsolutePath().normalize());
  }

  /** How to reach the lake that runs here; empty when none does. */
  Optional<LakeFile> running() {
    return LakeFile.find(path).filter(LakeFolder::alive);
  }

  private static boolean alive(LakeFile file) {
    return ProcessHandle.of(file.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  /** How to reach the lake that runs here, or the failure that says how to start it. */
  LakeFile required() {
    return running().orElseThrow(this::notRunning);
  }

  CommandFailure notRunning() {
    return CommandFailure.notRunning(
        "No lake runs in " + path + ". Start it: lake start --detach --dir " + path);
  }

  void remember(Surroundings surroundings) {
    try {
      Files.writeString(surroundings.current(), path + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + surroundings.current(), e);
    }
  }

  void forget(Surroundings surroundings) {
    try {
      if (remembered(surroundings).filter(this::equals).isPresent()) {
        Files.deleteIfExists(surroundings.current());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + surroundings.current(), e);
    }
  }
}
