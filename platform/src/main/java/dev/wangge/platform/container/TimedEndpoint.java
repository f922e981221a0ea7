package dev.wangge.platform.container;

import dev.wangge.platform.door.TrustedProxies;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Takes connections, so many from each address. */
final class TimedEndpoint extends NioEndpoint {
    private volatile @Nullable Connections crowd;

    void crowd(Connections crowd) {
        this.crowd = crowd;
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        var counted = crowd;
        if (counted != null
                && socket.socket().getRemoteSocketAddress() instanceof InetSocketAddress peer
                && !counted.mayOpen(TrustedProxies.counted(peer.getAddress().getHostAddress()))) {
            return false;
        }
        return super.setSocketOptions(socket);
    }

    /** Counts what is open. */
    void recount() {
        var counted = crowd;
        if (counted != null) {
            counted.count(
                    getConnections().stream()
                            .map(SocketWrapperBase::getRemoteAddr)
                            // Closed meanwhile.
                            .filter(Objects::nonNull)
                            .map(TrustedProxies::counted)
                            .toList());
        }
    }
}
