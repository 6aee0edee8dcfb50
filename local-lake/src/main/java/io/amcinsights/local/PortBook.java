package io.amcinsights.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.journal.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Chooses ports, the same ones after a restart wherever they are still free. */
final class PortBook {

  private PortBook() {}

  static LocalLakeConfig.Ports choose(Path file, LocalLakeConfig.Ports wanted) {
    JsonNode last = read(file);
    LocalLakeConfig.Ports chosen =
        new LocalLakeConfig.Ports(
            choose("S3", wanted.s3(), last.path("s3").asInt()),
            choose("DynamoDB", wanted.dynamodb(), last.path("dynamodb").asInt()),
            choose("SQS", wanted.sqs(), last.path("sqs").asInt()));
    ObjectNode node =
        Json.object()
            .put("s3", chosen.s3())
            .put("dynamodb", chosen.dynamodb())
            .put("sqs", chosen.sqs());
    AtomicFile.write(file, Json.write(node));
    return chosen;
  }

  private static int choose(String service, int wanted, int last) {
    if (wanted != 0) {
      if (bind(wanted) == 0) {
        throw new InvalidInputException(
            "Port %d for %s is taken; choose another one or 0 for any", wanted, service);
      }
      return wanted;
    }
    int again = last == 0 ? 0 : bind(last);
    return again == 0 ? bind(0) : again;
  }

  /** The port if it is free, any free one for 0; 0 when it is taken. */
  private static int bind(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }

  private static JsonNode read(Path file) {
    try {
      return Files.exists(file) ? Json.read("ports", Files.readString(file)) : Json.object();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s".formatted(file), e);
    }
  }
}
