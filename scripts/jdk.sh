# Finds a JDK 25 or newer for the commands beside this folder, which source it:
#
#   find_jdk NAME    exports JAVA_HOME, or says as NAME what to install and exits with 2
#
# Taken is JAVA_HOME, else the java on the PATH, else the newest in the usual places. Another list of
# places can be given in GATEPOST_JDK_PLACES: patterns for the shell, with colons between them.

# Prints the version of the JDK at $1 as one number to compare, 25000003 for 25.0.3; 0 where there is no
# JDK: a run-time without a compiler cannot build.
jdk_version() {
    if [ ! -x "$1/bin/java" ] || [ ! -x "$1/bin/javac" ]; then
        echo 0
        return
    fi
    # Every JDK since 9 says its version in a file, which is quicker to read than a JVM is to start.
    jdk_says=$(sed -n 's/^JAVA_VERSION=//p' "$1/release" 2>/dev/null) || true
    if [ -z "$jdk_says" ]; then
        jdk_says=$("$1/bin/javac" -version 2>&1) || true
    fi
    printf '%s\n' "$jdk_says" |
        sed -n '1s/^[^0-9]*\([0-9][0-9.]*\).*/\1/p' |
        awk -F. '{ version = $1 * 1000000 + $2 * 1000 + $3 } END { print version + 0 }'
}

# Exports $1 as JAVA_HOME if it is new enough.
take_jdk() {
    [ -n "$1" ] && [ "$(jdk_version "$1")" -ge 25000000 ] && export JAVA_HOME="$1"
}

find_jdk() {
    take_jdk "${JAVA_HOME:-}" && return

    jdk_on_path=$(command -v java) || true
    if [ -n "$jdk_on_path" ]; then
        # java is usually a chain of links that ends in the bin folder of its home.
        jdk_on_path=$(dirname -- "$(dirname -- "$(readlink -f -- "$jdk_on_path")")")
        take_jdk "$jdk_on_path" && return
    fi

    jdk_usual="/usr/lib/jvm/*:/opt/*jdk*:${HOME:-}/.sdkman/candidates/java/*:${HOME:-}/.jdks/*"
    jdk_usual="$jdk_usual:/Library/Java/JavaVirtualMachines/*/Contents/Home"
    jdk_places=${GATEPOST_JDK_PLACES-$jdk_usual}
    jdk_newest=
    jdk_newest_version=0
    jdk_ifs=$IFS
    IFS=:
    # Unquoted, so that the shell splits it at the colons and replaces the patterns.
    for jdk_home in $jdk_places; do
        IFS=$jdk_ifs
        jdk_found_version=$(jdk_version "$jdk_home")
        if [ "$jdk_found_version" -gt "$jdk_newest_version" ]; then
            jdk_newest=$jdk_home
            jdk_newest_version=$jdk_found_version
        fi
    done
    IFS=$jdk_ifs
    take_jdk "$jdk_newest" && return

    cat >&2 <<END
$1: needs a JDK 25 or newer, and found none.
Install one, for example Temurin from https://adoptium.net, or set JAVA_HOME to where one is.
Looked at JAVA_HOME (${JAVA_HOME:-not set}), at the java on the PATH (${jdk_on_path:-none}), and for
$jdk_places
END
    exit 2
}
