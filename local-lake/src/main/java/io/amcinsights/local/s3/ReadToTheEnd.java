package io.amcinsights.local.s3;

import java.lang.reflect.Field;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.http.HttpStatus;
import org.gaul.shaded.org.eclipse.jetty.io.Content;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/**
 * Reads what a request still holds once it was served.
 *
 * <p>S3Proxy (which carries a Jetty of its own) stops at the last byte of an object, before the
 * checksum that SDKs send behind it. Jetty then hangs up on a client that is still sending, and
 * that client takes a stored object for a failed one, or a refusal for a broken connection. Nothing
 * is read of a client that was refused before it was asked to go on: it never sends its object.
 */
final class ReadToTheEnd extends Handler.Wrapper {

  private ReadToTheEnd() {}

  /** Puts this around everything a proxy does; it must not have been started. */
  static void of(S3Proxy proxy) {
    server(proxy).insertHandler(new ReadToTheEnd());
  }

  /** What a proxy runs in: it offers no way to add a handler. */
  static Server server(S3Proxy proxy) {
    try {
      Field field = S3Proxy.class.getDeclaredField("server");
      field.setAccessible(true);
      return (Server) field.get(proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This version of S3Proxy has no field 'server'", e);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Callback served =
        Callback.from(
            () -> {
              if (HttpStatus.isSuccess(response.getStatus()) || !waits(request)) {
                Content.Source.consumeAll(request, callback);
              } else {
                callback.succeeded();
              }
            },
            callback::failed);
    return super.handle(request, response, served);
  }

  private static boolean waits(Request request) {
    return request.getHeaders().contains(HttpHeader.EXPECT);
  }
}
