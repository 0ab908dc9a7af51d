/* Stands between the program and the disk: records what is written, or refuses one call.
 *
 * Loaded with LD_PRELOAD, asleep until asked. A record is one line of text,
 * "<act> <offset> <length> <path>[|<second path>]\n", followed by <length> bytes of data:
 *   C create   W write   T cut to <offset>   S sync   R rename   U unlink   M make folder   A acknowledged
 * The memory-mapped index of the write-ahead log (-shm) is no file that outlives a power cut.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char prefix[4096];
static int log_fd = -1;
static long calls, refused_call;
static enum { EIO_ONCE = 1, ENOSPC_ONCE = 2, SHORT_ONCE = 3 } refusal;

void shim_record(const char *file, const char *folder) {
  strncpy(prefix, folder, sizeof prefix - 1);
  log_fd = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND, 0600);
}
void shim_refuse(const char *folder, long nth, int how) {
  strncpy(prefix, folder, sizeof prefix - 1);
  calls = 0, refused_call = nth, refusal = how;
}
long shim_calls(void) { return calls; }

static int is_ours(const char *path) {
  size_t length = strlen(path);
  return prefix[0] && strncmp(path, prefix, strlen(prefix)) == 0 &&
         !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}
static const char *path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, 4095);
  path[length < 0 ? 0 : length] = 0;
  return is_ours(path) && !strstr(path, " (deleted)") ? path : NULL; /* nameless files vanish */
}
static void note(char act, long offset, const void *data, long length, const char *path) {
  if (log_fd < 0 || !path) return;
  char line[9000];
  int size = snprintf(line, sizeof line, "%c %ld %ld %s\n", act, offset, length, path);
  syscall(SYS_write, log_fd, line, size);
  if (length) syscall(SYS_write, log_fd, data, length);
}
void shim_acknowledge(const char *what) { note('A', 0, NULL, 0, what); }

/* 1: refuse this call with errno set; 2: write half of it; 0: let it pass. */
static int verdict(const char *path, int is_write) {
  if (!path || !refused_call || ++calls != refused_call) return 0;
  if (refusal == SHORT_ONCE) return is_write ? 2 : 0;
  errno = refusal == EIO_ONCE ? EIO : ENOSPC;
  return 1;
}
#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *data, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  if (!prefix[0]) return real(fd, data, length);
  char buffer[4096];
  const char *path = path_of(fd, buffer);
  long at = 0;
  struct stat now;
  if (path) at = fcntl(fd, F_GETFL) & O_APPEND ? (fstat(fd, &now), now.st_size) : lseek(fd, 0, SEEK_CUR);
  int how = verdict(path, length > 1);
  if (how == 1) return -1;
  ssize_t done = real(fd, data, how == 2 ? length / 2 : length);
  if (done > 0) note('W', at, data, done, path);
  return done;
}
static ssize_t put(const char *name, int fd, const void *data, size_t length, off_t at) {
  ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, name);
  if (!prefix[0]) return real(fd, data, length, at);
  char buffer[4096];
  const char *path = path_of(fd, buffer);
  int how = verdict(path, length > 1);
  if (how == 1) return -1;
  ssize_t done = real(fd, data, how == 2 ? length / 2 : length, at);
  if (done > 0) note('W', at, data, done, path);
  return done;
}
ssize_t pwrite(int fd, const void *d, size_t n, off_t at) { return put("pwrite", fd, d, n, at); }
ssize_t pwrite64(int fd, const void *d, size_t n, off_t at) { return put("pwrite64", fd, d, n, at); }

static int act_on(const char *name, char act, int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, name);
  if (!prefix[0]) return real(fd);
  char buffer[4096];
  const char *path = path_of(fd, buffer);
  if (verdict(path, 0) == 1) return -1;
  int done = real(fd);
  if (done == 0) note(act, 0, NULL, 0, path);
  return done;
}
int fsync(int fd) { return act_on("fsync", 'S', fd); }
int fdatasync(int fd) { return act_on("fdatasync", 'S', fd); }

static int cut(const char *name, int fd, off_t size) {
  int (*real)(int, off_t) = dlsym(RTLD_NEXT, name);
  if (!prefix[0]) return real(fd, size);
  char buffer[4096];
  const char *path = path_of(fd, buffer);
  if (verdict(path, 0) == 1) return -1;
  int done = real(fd, size);
  if (done == 0) note('T', size, NULL, 0, path);
  return done;
}
int ftruncate(int fd, off_t size) { return cut("ftruncate", fd, size); }
int ftruncate64(int fd, off_t size) { return cut("ftruncate64", fd, size); }

static int opened(const char *name, const char *path, int flags, mode_t mode) {
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
  int is_new = (flags & O_CREAT) && is_ours(path) && access(path, F_OK) != 0;
  int is_cut = (flags & O_TRUNC) && !is_new && is_ours(path);
  int fd = real(path, flags, mode);
  if (fd >= 0 && is_new) note('C', 0, NULL, 0, path);
  if (fd >= 0 && is_cut) note('T', 0, NULL, 0, path);
  return fd;
}
#define MODE_OF(flags) va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest)
int open(const char *path, int flags, ...) { MODE_OF(flags); return opened("open", path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags); return opened("open64", path, flags, mode); }

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  int done = real(from, to);
  char both[8200];
  snprintf(both, sizeof both, "%s|%s", from, to);
  if (done == 0 && is_ours(to)) note('R', 0, NULL, 0, both);
  return done;
}
int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  int done = real(path);
  if (done == 0 && is_ours(path)) note('U', 0, NULL, 0, path);
  return done;
}
int mkdir(const char *path, mode_t mode) {
  REAL(int, "mkdir", const char *, mode_t);
  int done = real(path, mode);
  if (done == 0 && is_ours(path)) note('M', 0, NULL, 0, path);
  return done;
}
