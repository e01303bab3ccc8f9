// Stands in for the native device id, which only telemetry wants.
exports.getDeviceId = async () => "00000000-0000-4000-8000-000000000000";
