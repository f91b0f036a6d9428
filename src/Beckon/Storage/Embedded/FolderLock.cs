namespace Beckon.Storage.Embedded;

/// <summary>Holds the data folder for this program. The operating system lets go of it even when the program is killed.</summary>
internal static class FolderLock
{
    public static FileStream Take(ClusterFolder folder)
    {
        try
        {
            Directory.CreateDirectory(folder.DataFolder);
            return new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(folder.LockFile))
        {
            throw new StorageException(
                $"Another Beckon is running on the data folder {folder.DataFolder}. Stop that one, or give this one a folder of its own with "
                + "--data (BECKON_DATA). To share the work between several, give all of them the same BECKON_DATABASE.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The data folder {folder.DataFolder} cannot be written to: {exception.Message} Choose another with --data (BECKON_DATA).", exception);
        }
    }
}
