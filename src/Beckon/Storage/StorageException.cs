namespace Beckon.Storage;

/// <summary>The database cannot be used, and the message tells the person who runs Beckon what to do about it.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
