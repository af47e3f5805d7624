namespace PromptLsp.Models.Devices;

/// <summary>A loaded model that computes on a device.</summary>
public interface IDeviceModel
{
    /// <summary>Which, why, and a warning where another one was asked for.</summary>
    DeviceChoice Device { get; }
}
