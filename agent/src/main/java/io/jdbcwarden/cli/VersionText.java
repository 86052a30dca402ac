package io.jdbcwarden.cli;

import io.jdbcwarden.util.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"jdbc-warden " + Version.text()};
    }
}
