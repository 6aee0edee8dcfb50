package io.amcinsights.local.dynamodb;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** DynamoDB on loopback: Amazon's own DynamoDB Local, its tables in one file. */
public final class DynamoDbServer implements AutoCloseable {

  private final DynamoDBProxyServer server;
  private final URI endpoint;

  private DynamoDbServer(DynamoDBProxyServer server, URI endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  /**
   * Starts serving. The native SQLite library comes out of DynamoDB Local's own jar.
   *
   * @param folder where the tables lie
   * @param port a free port
   */
  public static DynamoDbServer start(Path folder, int port) {
    try {
      Files.createDirectories(folder);
      DynamoDBProxyServer server =
          ServerRunner.createServerFromCommandLineArgs(
              new String[] {
                "-port",
                Integer.toString(port),
                // One database for every region and access key.
                "-sharedDb",
                "-disableTelemetry",
                "-dbPath",
                folder.toString()
              });
      bindToLoopback(server);
      server.start();
      return new DynamoDbServer(server, URI.create("http://127.0.0.1:" + port));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot create %s".formatted(folder), e);
    } catch (Exception e) {
      throw new IllegalStateException("Cannot start DynamoDB on port %d".formatted(port), e);
    }
  }

  // It has no option for the address and would listen on every interface.
  private static void bindToLoopback(DynamoDBProxyServer server)
      throws ReflectiveOperationException {
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    for (Connector connector : ((Server) field.get(server)).getConnectors()) {
      ((ServerConnector) connector).setHost("127.0.0.1");
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot stop DynamoDB", e);
    }
  }
}
