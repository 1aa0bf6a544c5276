"""Makes `.venv` from `requirements.lock`, once for each content of the lock file, however many ask at the same time."""

import fcntl
import hashlib
import pathlib
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent


def main():
    if sys.version_info < (3, 10):
        sys.exit("the Python emitters need Python 3.10 or later, this is " + sys.version.split()[0])
    lock_file = HERE / "requirements.lock"
    wanted = hashlib.sha256(lock_file.read_bytes() + sys.version.encode()).hexdigest()
    folder, stamp = HERE / ".venv", HERE / ".venv" / "stamp"
    with open(HERE / ".lock", "w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        print("installing the Python emitters …", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, clear=True)
        python = folder / "bin" / "python"
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                   "--require-hashes", "--only-binary", ":all:", "-r", lock_file]
        subprocess.run(install, check=True, stdout=sys.stderr)
        stamp.write_text(wanted)


if __name__ == "__main__":
    main()
